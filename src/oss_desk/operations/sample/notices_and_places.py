"""What a supervisor of the sample office leaves behind on its last day: two notices, and papers in their places."""

from datetime import timedelta
from itertools import cycle

from oss_desk.operations.office import notices
from oss_desk.operations.papers import held
from oss_desk.operations.program import Program
from oss_desk.operations.sample.playing import calendar_of
from oss_desk.operations.sample.walking import new_id

LIFT = {
    "en": "The lift does not work. Whoever cannot take the stairs is served on the ground floor.",
    "fr": "L’ascenseur est en panne. Qui ne peut prendre l’escalier est servi au rez-de-chaussée.",
    "ar": "المصعد معطّل. من لا يستطيع صعود الدرج يُخدم في الطابق الأرضي.",
}
REGISTRY = {
    "en": "The registry’s line is slow. A certificate may take an hour longer.",
    "fr": "La ligne du registre est lente. Un acte peut demander une heure de plus.",
    "ar": "الاتصال بالسجل بطيء. قد تستغرق الوثيقة ساعة إضافية.",
}
SLOW = "birth-certificate-copy"
PLACES = ("Drawer 2", "Safe, shelf B")


def tell_and_lay(program: Program) -> None:
    """Write the notices, one about everything and one about a service, and say where the kept originals lie."""
    today = calendar_of(program).local_date(program.clock())
    notices.write_notice(program, new_id(), scope="office", text=LIFT, ends=today + timedelta(days=2))
    notices.write_notice(program, new_id(), scope="service", code=SLOW, text=REGISTRY, ends=today + timedelta(days=1))
    for paper, place in zip(held.held_papers(program).papers, cycle(PLACES), strict=False):
        held.place_paper(program, new_id(), evidence_id=paper.evidence_id, version=paper.version, place=place)
