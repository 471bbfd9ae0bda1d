"""The parts every page is built from; texts come in already translated."""

from oss_desk.ui.widgets.button import Button, IconButton, Option, Tile
from oss_desk.ui.widgets.choice import Branch, CheckBox, ChoiceRow, Choices
from oss_desk.ui.widgets.date_editor import DateEditor
from oss_desk.ui.widgets.editors import Chooser, LineEditor, TextEditor
from oss_desk.ui.widgets.field import Field
from oss_desk.ui.widgets.fit import Fitting, show_if, yields
from oss_desk.ui.widgets.focus_ring import FocusRing
from oss_desk.ui.widgets.label import Amount, Label, Number
from oss_desk.ui.widgets.line import Line, Station, stations
from oss_desk.ui.widgets.marks import Bar, Chip, HandSign, Initials, KeyHint, ServiceNumber, Sign, Ticket
from oss_desk.ui.widgets.messages import Empty, Message, Progress, UndoBar
from oss_desk.ui.widgets.next_action import NextAction
from oss_desk.ui.widgets.panel import Card, Divider, Frame, Panel, Paper, ScrollBody, clear_layout
from oss_desk.ui.widgets.rows import ListRow, ListView
from oss_desk.ui.widgets.search import Group, Hit, SearchBox
from oss_desk.ui.widgets.second_person import SecondPerson
from oss_desk.ui.widgets.segments import Segments, Stepper
from oss_desk.ui.widgets.slip import FeeLine, Pairs, Slip
from oss_desk.ui.widgets.timeline import Day, DayKey, DayStrip, Held, Timeline

__all__ = [
    "Amount",
    "Bar",
    "Branch",
    "Button",
    "Card",
    "CheckBox",
    "Chip",
    "ChoiceRow",
    "Choices",
    "Chooser",
    "DateEditor",
    "Day",
    "DayKey",
    "DayStrip",
    "Divider",
    "Empty",
    "FeeLine",
    "Field",
    "Fitting",
    "FocusRing",
    "Frame",
    "Group",
    "HandSign",
    "Held",
    "Hit",
    "IconButton",
    "Initials",
    "KeyHint",
    "Label",
    "Line",
    "LineEditor",
    "ListRow",
    "ListView",
    "Message",
    "NextAction",
    "Number",
    "Option",
    "Pairs",
    "Panel",
    "Paper",
    "Progress",
    "ScrollBody",
    "SearchBox",
    "SecondPerson",
    "Segments",
    "ServiceNumber",
    "Sign",
    "Slip",
    "Station",
    "Stepper",
    "TextEditor",
    "Ticket",
    "Tile",
    "Timeline",
    "UndoBar",
    "clear_layout",
    "show_if",
    "stations",
    "yields",
]
