from collections.abc import Iterator

class PdfBitmap:
    width: int
    height: int
    stride: int
    n_channels: int
    buffer: memoryview
    def close(self) -> None: ...

class PdfPage:
    def render(
        self,
        scale: float = ...,
        fill_color: tuple[int, int, int, int] = ...,
        rev_byteorder: bool = ...,
        prefer_bgrx: bool = ...,
    ) -> PdfBitmap: ...
    def close(self) -> None: ...

class PdfDocument:
    def __init__(self, input: bytes) -> None: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[PdfPage]: ...
    def close(self) -> None: ...
