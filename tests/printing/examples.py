"""One full example of each paper, in the words of an invented office, in English and for an Arabic reader."""

from dataclasses import replace
from datetime import UTC, date, datetime

from oss_desk.domain.messages import Message
from oss_desk.domain.papers import (
    AcknowledgedCase,
    AcknowledgementPaper,
    Answer,
    Appeal,
    ApplicationPaper,
    AppliedService,
    AskedPaper,
    BlankFact,
    BlankGroup,
    BlankRow,
    BlanksPaper,
    CaseHistory,
    CaseStep,
    ComeBack,
    DayListPaper,
    FeeText,
    HandedOver,
    HandoverPaper,
    Head,
    ListGroup,
    ListRow,
    LookRow,
    LooksPaper,
    Means,
    MissingPaper,
    MissingSlip,
    Notice,
    OpenDay,
    PaidService,
    Paper,
    PaperSeen,
    Person,
    Price,
    ReceiptPaper,
    RefundPaper,
    RefusalPaper,
    ServiceSheetPaper,
    Station,
    StillToBring,
    Term,
    TillGroup,
    TillPaper,
    TillRow,
    VoidPaper,
    WantedPaper,
    plain,
)

MOMENT = datetime(2026, 9, 15, 12, 21, 30, tzinfo=UTC)
HEAD = Head(
    office_id="K7QF2M9X",
    office="Riverside One-Stop Shop",
    address=("Quay Street 5", "Riverside"),
    opening=tuple(OpenDay(day, 480, 1020) for day in range(5)),
    complaint=("Supervisor of this office, or", "Complaints Office, Bridge Street 1", "+000 55 0110"),
    desk="A",
    desk_name="Desk 2",
    official="Adaeze Lund",
    moment=MOMENT,
    zone="Europe/Berlin",
    language="en",
    office_language="en",
)
TAMAR = Person("Tamar Kvelidze", "თამარ ქველიძე", "1989-03-03", "ID card, number ends 4417")
LAW = (
    "Decree on public fees of the Ministry of Finance and Local Self-Government, as amended 4 May 2025, § 3 (2) no. 14"
)

BIRTH_FEES = (
    FeeText("Certified copy", 1000, (plain("2 × 5.00"),), "Fees Decree § 3"),
    FeeText("Search in a register older than a hundred years", 0, (), LAW),
)
PERMIT_FEES = (
    FeeText("Permit, zone C", 2400, (plain("12 × 2.00"),), "Roads Act § 22(1)"),
    FeeText("Electric vehicle", -1200, (plain("50 %"),), "Roads Act § 22(4)"),
    FeeText("Window sticker", 250, (plain("1 × 2.50"),), LAW),
)
LINE = (
    Station(Message("station-applied"), "done", Message("who-desk", {"desk": "Desk 2"}), "on", MOMENT),
    Station(plain("Search and seal"), "now", plain("Civil Registry"), "until", datetime(2026, 9, 16, 15, tzinfo=UTC)),
    Station(Message("station-ready"), "ahead", Message("who-counter"), "from", datetime(2026, 9, 17, 6, tzinfo=UTC)),
    Station(Message("station-collected"), "ahead", Message("who-citizen")),
)
LONG_LINE = (
    LINE[0],
    replace(LINE[1], state="done"),
    Station(plain("Opinion"), "now", plain("Heritage office"), "until", datetime(2026, 9, 28, 15, tzinfo=UTC)),
    Station(Message("station-to-pay"), "ahead", Message("who-counter")),
    Station(plain("Sign"), "ahead", Message("who-office"), "until", datetime(2026, 10, 1, 15, tzinfo=UTC)),
    *LINE[2:],
)
PAPERS_SEEN = (
    PaperSeen("ID card", "original-seen", "4417", services=(1, 2)),
    PaperSeen("Electricity bill", "on-file", issued="2026-06-28", since="2026-07-02", services=(2,)),
    PaperSeen("Vehicle registration", "copy", services=(2,)),
    PaperSeen("Insurance certificate", "scan", services=(2,)),
)

TILL = TillPaper(
    HEAD,
    "EUR",
    2,
    Message("till-z", {"number": "212"}),
    "A-Z000212",
    (
        TillGroup(
            Message("till-the-shift", {"number": "214"}),
            (
                TillRow(Message("till-cashier"), "Adaeze Lund"),
                TillRow(Message("till-opened"), "2026-09-15 08:23"),
                TillRow(Message("till-closed"), "2026-09-15 17:02"),
                TillRow(Message("till-ended-counted")),
            ),
        ),
        TillGroup(
            Message("till-taken"),
            (
                TillRow(Message("till-payments"), "", 31, 74_250, strong=True),
                TillRow(Message("till-first-receipt"), "A-004391"),
                TillRow(Message("till-last-receipt"), "A-004421"),
            ),
        ),
        TillGroup(
            Message("till-by-means"),
            (TillRow(plain("Cash"), "", 20, 40_050), TillRow(plain("Card"), "", 11, 34_200)),
        ),
        TillGroup(
            Message("till-cash"),
            (
                TillRow(Message("till-float"), amount=10_000),
                TillRow(Message("till-deposit"), "BANK 0417 · Adaeze Lund", amount=-40_000),
                TillRow(Message("till-expected"), amount=10_050),
                TillRow(Message("till-counted-by", {"official": "Adaeze Lund"}), "2026-09-15 17:01", amount=10_000),
                TillRow(Message("till-difference"), amount=-50, strong=True),
            ),
        ),
        TillGroup(
            Message("till-chained"),
            (TillRow(Message("till-previous"), "0f" * 32), TillRow(Message("till-version"), "0.1.0")),
        ),
    ),
    "a7" * 32,
    ("Adaeze Lund", "Samira Castell"),
)


RECEIPT = ReceiptPaper(
    HEAD,
    "EUR",
    2,
    "A-004418",
    TAMAR,
    (
        PaidService("Copy of a birth certificate", "A26-001873-K", BIRTH_FEES),
        PaidService("Resident parking permit", "A26-001874-4", PERMIT_FEES),
    ),
    2450,
    (Means("cash", 2450),),
    3000,
    550,
    LINE,
)
VOID = VoidPaper(
    replace(HEAD, mark="void"),
    "EUR",
    2,
    "A-000124",
    "A-000123",
    MOMENT,
    TAMAR,
    tuple(
        replace(service, fees=tuple(replace(fee, amount=-fee.amount, steps=()) for fee in service.fees))
        for service in RECEIPT.services
    ),
    -RECEIPT.total,
    tuple(replace(part, amount=-part.amount) for part in RECEIPT.means),
    Message("reason-wrong-service"),
    "She needs the long form",
    "Rustem Sadykov",
    tuple(service.case for service in RECEIPT.services),
)
REFUND = RefundPaper(
    HEAD,
    "EUR",
    2,
    "A-000125",
    "A-000123",
    MOMENT,
    TAMAR,
    (replace(VOID.services[0], fees=VOID.services[0].fees[:1]),),
    -1000,
    (Means("cash", -1000),),
    Message("reason-not-owed"),
    "Fees Decree § 7: free for the first copy",
    "Rustem Sadykov",
    RECEIPT.total - 1000,
)
ACKNOWLEDGEMENT = AcknowledgementPaper(
    HEAD,
    "EUR",
    2,
    TAMAR,
    (
        AcknowledgedCase(
            "Copy of a birth certificate",
            "A26-001873-K",
            "Civil Registry",
            ("2 certified copies",),
            datetime(2026, 9, 17, 15, tzinfo=UTC),
            stations=LINE,
        ),
        AcknowledgedCase(
            "Resident parking permit",
            "A26-001874-4",
            "City Roads Authority",
            ("Permit and sticker",),
            done=True,
        ),
    ),
    papers=PAPERS_SEEN,
    to_bring=(StillToBring("Drawing of the front of the house", date(2026, 9, 30), (2,)),),
    come_back=ComeBack(date(2026, 9, 17), ("your ID card",)),
    receipt="A-004418",
    paid=2450,
)
APPLICATION = ApplicationPaper(
    HEAD,
    "EUR",
    2,
    TAMAR,
    (
        AppliedService(
            "Copy of a birth certificate",
            "Civil Registry",
            (
                Answer("You are", ("The person named",)),
                Answer("Date of birth on the register", ("1989-03-03",), "date"),
                Answer("Copies", ("2",), "number"),
                Answer("Declared value", ("125000",), "money"),
                Answer("Area measured", ("12.50",), "number", "m2"),
                Answer("Number of the entry", ("BC-1989/4417",), "code"),
                Answer("Name at birth", ("Ελένη Παπαδοπούλου",)),
                Answer("Owner", ("Юлия Соколова",), group="Owners of the house 1"),
                Answer("Share", ("0.5",), "number", group="Owners of the house 1"),
                Answer("Owner", ("सीता शर्मा",), group="Owners of the house 2"),
            ),
            BIRTH_FEES,
            "I have answered truthfully.",
            ("Certified copy",),
        ),
        AppliedService(
            "Resident parking permit", "City Roads Authority", (), PERMIT_FEES, "I have answered truthfully."
        ),
    ),
    Person("ياسر الحمدون", "", "1989"),
    PAPERS_SEEN,
    (StillToBring("Drawing of the front of the house", date(2026, 9, 30), (2,)),),
)
HANDOVER = HandoverPaper(
    HEAD,
    "EUR",
    2,
    TAMAR,
    Person("Юлия Соколова", "", "1990-01", "Passport, number ends 0021"),
    "other",
    (
        HandedOver("Copy of a birth certificate", "A26-001873-K", "Certified copy", "BC 0048812", date(2026, 9, 17)),
        HandedOver(
            "Resident parking permit", "A26-001874-4", "Permit", "P-77120", date(2026, 9, 17), date(2027, 9, 16)
        ),
    ),
    "The notary's office confirmed it by phone.",
    (PaperSeen("Birth certificate of the child", "original-kept", "118"),),
    300,
    "A-000412",
)
REFUSAL = RefusalPaper(
    HEAD,
    TAMAR,
    "A26-001873-K",
    "Copy of a birth certificate",
    "Civil Registry",
    "refused",
    (plain("There is no entry under the names given, neither in the register of 1989 nor in those beside it."),),
    (LAW, "Civil Registration Act 14(2)"),
    Appeal(
        "Registration appeals board", date(2026, 10, 15), ("Court Square 2", "Riverside"), "Civil Registration Act 40"
    ),
    "Henrik Aalto",
)
MISSING = MissingSlip(
    HEAD,
    "EUR",
    2,
    ("Copy of a birth certificate", "Resident parking permit"),
    (
        MissingPaper(
            "Who you are",
            (
                (WantedPaper("National ID card", ("Police, Castle Road 1",), ("original-seen", "scan")),),
                (
                    WantedPaper("Passport", ("Police, Castle Road 1",), ("original-seen",)),
                    WantedPaper("Proof of address", ("Your bank or utility",), ("original-seen", "copy")),
                ),
            ),
            (1, 2),
        ),
        MissingPaper("Insurance", ((WantedPaper("Insurance certificate", (), ("scan", "copy")),),), (2,)),
    ),
    (),
    (*BIRTH_FEES, *PERMIT_FEES),
    2450,
    TAMAR,
)
SERVICE_SHEET = ServiceSheetPaper(
    HEAD,
    "EUR",
    2,
    "Resident parking permit",
    "City Roads Authority",
    "Park near your home in your own zone, for a year.",
    ("Permit", "Window sticker"),
    (Term("PT20M", when="a permit of last year is prolonged"), Term("P3D", when="everybody else")),
    ("You live in the zone.",),
    (
        AskedPaper(
            "Who you are",
            (
                (WantedPaper("National ID card", ("Police, Castle Road 1",), ("original-seen", "scan")),),
                (
                    WantedPaper("Passport", ("Police, Castle Road 1",), ("original-seen",)),
                    WantedPaper("Proof of address", ("Your bank or utility",), ("original-seen", "copy")),
                ),
            ),
            law="Roads Act § 21",
        ),
        AskedPaper("Photos of the car", ((WantedPaper("Photo"),),), "for a company car", count=2, may_follow=True),
    ),
    (
        Price("Permit", 2400, (plain("2.00 for each month"),), "Roads Act § 22(1)"),
        Price("Repair of the pavement", None, (plain("as assessed, at most 500.00"),), LAW, "a kerb is lowered"),
        Price("Window sticker", 250, law="Fees Decree § 9"),
    ),
    (Price("Electric vehicle", None, (plain("50 % of the permit"),), "Roads Act § 22(4)"),),
    laws=("Roads Act § 20 to § 22",),
    appeal=Appeal("Traffic appeals board", law="Roads Act § 40"),
    notices=(Notice("The line of the vehicle register is down. Permits are given by post.", date(2026, 9, 18)),),
    in_force=date(2026, 1, 1),
)
DAY_LIST = DayListPaper(
    HEAD,
    "EUR",
    2,
    Message("list-end-of-day"),
    (
        ListGroup(
            Message("list-open-visits"),
            (
                ListRow("A-017", "Tamar Kvelidze", plain("2 services in the basket"), plain("since 14:02")),
                ListRow("A-019", "ياسر الحمدون", plain("nobody called yet"), plain("since 15:40")),
            ),
        ),
        ListGroup(Message("list-unprinted"), none=plain("Every paper of today was printed.")),
        ListGroup(
            Message("list-to-pay"),
            (ListRow("A26-001873-K", "Copy of a birth certificate", plain("Юлия Соколова"), amount=1000),),
        ),
        ListGroup(
            Message("list-due-tomorrow"),
            (ListRow("A26-001874-4", "Resident parking permit", plain("Civil Registry"), plain("Wed 16 Sep")),),
        ),
    ),
)
BLANKS = BlanksPaper(
    HEAD,
    Message("blanks-received"),
    (
        BlankGroup(
            Message("blanks-sheets"),
            (
                BlankRow("Civil certificate paper", "CC 004501", "CC 005000", 500),
                *(BlankRow("Parking card", f"PK {n}001", f"PK {n}500", 500) for n in range(10, 18)),
                BlankRow("Permit paper", "2026-000017", detail=Message("blanks-place", {"place": "Safe, shelf B"})),
            ),
        ),
        BlankGroup(Message("blanks-gaps"), (), Message("blanks-none")),
    ),
    (BlankFact(Message("blanks-supplier"), "State printer"), BlankFact(Message("blanks-slip"), "S 2026/17")),
    ("Adaeze Lund", "Рүстем Елубай"),
)
LOOKS = LooksPaper(
    HEAD,
    Person("Tamar Kvelidze", "თამარ ქველიძე", "1989-03-03"),
    (
        LookRow(MOMENT, "Clerk", "A", Message("looked-visit")),
        LookRow(MOMENT, "Back office", "R", Message("looked-case", {"case": "A26-000123-K"})),
        LookRow(MOMENT, "Supervisor", "R", Message("looked-complaint"), "Рүстем Елубай"),
    ),
    (
        CaseHistory(
            "A26-000123-K",
            "Copy of a birth certificate",
            (
                CaseStep(MOMENT, Message("station-applied")),
                CaseStep(MOMENT, Message("text", {"text": "The entry was found"})),
                CaseStep(MOMENT, Message("looks-handed-over")),
            ),
        ),
    ),
)
EXAMPLES: dict[str, Paper] = {
    "looks": LOOKS,
    "application": APPLICATION,
    "receipt": RECEIPT,
    "acknowledgement": ACKNOWLEDGEMENT,
    "handover": HANDOVER,
    "refusal": REFUSAL,
    "missing": MISSING,
    "void": VOID,
    "refund": REFUND,
    "blanks": BLANKS,
    "till": TILL,
    "service-sheet": SERVICE_SHEET,
    "day-list": DAY_LIST,
}
