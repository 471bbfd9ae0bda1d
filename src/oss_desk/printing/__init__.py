"""Papers as PDF: `draw` takes the content of a paper and gives bytes, `pictures` shows them on a screen."""

from oss_desk.printing.draw import draw
from oss_desk.printing.fonts import damaged
from oss_desk.printing.preview import pictures

__all__ = ["damaged", "draw", "pictures"]
