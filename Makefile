# Everything a checkout can do. Python 3.11 or later is all that must be there; the rest is made in .venv/.

PYTHON := $(shell tools/python.sh)
TOOL := $(if $(PYTHON),$(PYTHON) -m,@exit 1; :)
IN_VENV := .venv/bin/python -m

.PHONY: run test check format tour translations pictures guide-pictures lock soak mutation sbom audit install-desktop environment clean

run: ## open the sample office (without a screen: leave the tour in tour/)
	@$(TOOL) tools.run

test: ## the whole suite, in six parts (PARTS="1 2" runs only those)
	@$(TOOL) tools.suite $(PARTS)

check: ## format, lint, types and layers
	@$(TOOL) tools.suite 1

soak: ## the same tests with large numbers
	@$(TOOL) tools.suite --soak 2 3 4 5

mutation: environment ## break money, chain and rights on purpose and count what the tests notice (SAMPLE=100)
	@$(IN_VENV) tools.mutation --sample $(or $(SAMPLE),100)

tour: ## pictures and papers of a visit, into tour/
	@$(TOOL) tools.run tour

translations: environment ## bring the catalogues up to date and list what is untranslated
	@$(IN_VENV) tools.translations

pictures: environment ## every page in three languages, sizes and themes, into pictures/
	@$(IN_VENV) tools.pictures

guide-pictures: environment ## the pictures of README and docs, into docs/pictures/ (TOUR=DIR takes a whole tour that is there)
	@$(IN_VENV) tools.guide_pictures $(TOUR)

lock: ## write the lock files anew from pyproject.toml (UPGRADE=--upgrade takes the newest)
	@$(TOOL) tools.lock $(UPGRADE)

sbom: environment ## what the program is made of, as CycloneDX, into build/sbom.json
	@$(IN_VENV) tools.sbom

audit: environment ## hold the lock file against known faults (ADVISORIES=DIR of OSV files; says so when there are none)
	@$(IN_VENV) tools.audit $(ADVISORIES)

environment: ## make .venv/ and .venv-base/ and nothing else
	@$(TOOL) tools.environment --without-qt

install-desktop: environment ## put this checkout among the user's applications, with its icon
	@$(IN_VENV) oss_desk desktop-file

format: environment ## put all code in form
	@$(IN_VENV) ruff check --quiet --fix .
	@$(IN_VENV) ruff format --quiet .

clean: ## take away everything that was made here, the environments too
	rm -rf .venv .venv-base .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist tour pictures
