"""Sixty things people say at the counter, in three languages, and the service that is meant: it is the first found."""

import pytest

from oss_desk import paths
from oss_desk.operations.catalogue import catalogue
from oss_desk.operations.catalogue.finding import Finder
from oss_desk.operations.catalogue.plain import grade, misspelt, plain_words, stem
from oss_desk.operations.search import search
from tests.operations.conftest import Shop

SERVICES = paths.resources() / "services"
ENGLISH = """
birth certificate                    birth-certificate-copy
copy of my birth certificate         birth-certificate-copy
brith certificat                     birth-certificate-copy
newborn                              birth-registration
register my baby                     birth-registration
my father died                       death-registration
report a death                       death-registration
we are moving                        address-change
new address                          address-change
i moved house                        address-change
lost my passport                     passport
passport                             passport
pasport                              passport
passport for my daughter             child-passport
child passport                       child-passport
id card                              id-card-renewal
identity card expired                id-card-renewal
parking permit                       resident-parking-permit
residents parking                    resident-parking-permit
disabled parking                     disability-parking-card
wheelchair parking card              disability-parking-card
moving van parking                   removal-parking-zone
food stall                           food-stall-permit
sell snacks at the market            food-stall-permit
open a business                      business-registration
start a company                      business-registration
building permit                      building-permit
build an extension                   building-permit
criminal record                      criminal-record-extract
police record                        criminal-record-extract
dog                                  dog-licence
dogs licence                         dog-licence
foreign driving licence              driving-licence-exchange
drive abroad                         international-driving-permit
we want to get married               marriage-notice
marriage certificate                 marriage-certificate
school                               school-enrolment
proof of residence                   proof-of-residence
certified copy of a diploma          certified-copies
house purchase tax                   property-transfer-duty
grave                                grave-right
shop sign                            sign-permit
benefits                             social-allowance
"""
FRENCH = """
acte de naissance                    birth-certificate-copy
extrait d'acte de naissance          birth-certificate-copy
déclarer une naissance               birth-registration
decces                               death-registration
déménager                            address-change
changement d'adresse                 address-change
passeport                            passport
passeport enfant                     child-passport
carte d'identite                     id-card-renewal
stationnement résident               resident-parking-permit
permis de construire                 building-permit
casier judiciaire                    criminal-record-extract
chien                                dog-licence
se marier                            marriage-notice
inscription ecole                    school-enrolment
"""
ARABIC = """
شهادة ميلاد                          birth-certificate-copy
شهاده الميلاد                        birth-certificate-copy
تسجيل مولود                          birth-registration
وفاة                                 death-registration
تغيير العنوان                        address-change
جواز سفر                             passport
جوازات السفر                         passport
بطاقه الهويه                         id-card-renewal
رخصة بناء                            building-permit
السجل العدلي                         criminal-record-extract
كلب                                  dog-licence
زواج                                 marriage-certificate
"""
QUERIES = [
    tuple(part.strip() for part in line.rsplit("  ", 1))
    for line in (ENGLISH + FRENCH + ARABIC).splitlines()
    if line.strip()
]


@pytest.fixture
def town(shop: Shop) -> Shop:
    """The sample office's services, all in force."""
    for file in sorted(SERVICES.glob("*.yaml")):
        shop.service(file.read_text("utf-8"))
    return shop


def test_the_service_that_is_meant_is_found_first(town: Shop) -> None:
    finder = Finder(catalogue.catalogue(town.at("ada")))
    found = {words: [card.service for card in finder.find(words)][:1] for words, _ in QUERIES}
    assert len(QUERIES) >= 60
    assert found == {words: [meant] for words, meant in QUERIES}
    assert finder.find("xylophone") == ()
    assert finder.find("passport xylophone")[0].service == "passport"


def test_the_search_on_f2_finds_the_same_first(town: Shop) -> None:
    for words, meant in QUERIES[::7]:
        services = [hit.code for hit in search(town.at("adam"), text=words) if hit.kind == "service"]
        assert services[0] == meant, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Éléphant", "elephant"),
        ("l’acte", "acte"),
        ("أطفال", "اطفال"),
        ("شهادة", "شهاده"),
        ("شَهَادَة", "شهاده"),
        ("مستشفى", "مستشفي"),
        ("Łódź", "lodz"),
        ("STRASSE", "straße"),
    ],
)
def test_words_are_compared_without_regard_to_how_they_are_written(one: str, other: str) -> None:
    assert plain_words(one) == plain_words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("babies", "baby"),
        ("houses", "house"),
        ("moved", "moving"),
        ("journaux", "journal"),
        ("cartes", "carte"),
        ("الشهادات", "شهاده"),
        ("المواليد", "مواليد"),
    ],
)
def test_singular_and_plural_are_one_word(one: str, other: str) -> None:
    assert grade(*plain_words(one), *plain_words(other)) >= 95


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("pasport", "passport"), ("certifcate", "certificate"), ("adress", "address"), ("brith", "birth")],
)
def test_a_letter_or_two_may_be_wrong(typed: str, meant: str) -> None:
    assert misspelt(typed, meant) >= 30
    assert misspelt(typed, "zoological") == 0


@pytest.mark.parametrize(("typed", "other"), [("cat", "car"), ("dog", "log"), ("birth", "girls")])
def test_short_and_very_different_words_are_not_guessed(typed: str, other: str) -> None:
    assert misspelt(typed, other) == 0


def test_a_stem_keeps_three_letters() -> None:
    assert {word: stem(word) for word in ("as", "bee", "bus", "axe")} == {
        "as": "as",
        "bee": "bee",
        "bus": "bus",
        "axe": "axe",
    }
