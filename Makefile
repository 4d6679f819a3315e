# Everything from a bare clone: `make demo`, `make test`, `make bench`. Needs Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2

.PHONY: demo test bench math-verify corpus fuzz pages pictures reports accessibility mathml screenshots font soundness differential slips hunt lint clean guide dist

demo: .venv/.installed
	@mkdir -p reports
	@rm -rf demo
	@for submission in problems/*/submission.md; do \
		name=$$(basename $$(dirname $$submission)); \
		$(BIN)/derive check $$submission \
			--out - --out reports/$$name.txt --out reports/$$name.json --out reports/$$name.html \
			|| test $$? -eq 1 || exit 1; \
		mkdir -p demo/submissions/$$name; \
		cp $$submission demo/submissions/$$name/; \
		$(BIN)/derive grade problems/$$name demo/submissions/$$name --one --out demo/marks/$$name || exit 1; \
		echo; \
	done
	@echo "The findings are kept in reports/, one page (.html), one text and one JSON file a submission;"
	@echo "the marks in demo/marks/, with an overview (overview.html) and the student's page for each sheet."

test: lint
	$(BIN)/pytest -q -n $(WORKERS) --dist worksteal

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports

bench: .venv/.installed
	$(BIN)/python -m benchmarks

# Confirm the corpus with the oracle, then write what is decided and what the documents get.
corpus: .venv/.installed-dev
	cd tests && PYTHONPATH=. ../$(BIN)/python -m oracle.confirm
	cd tests && ../$(BIN)/python corpus_floor.py
	cd tests && ../$(BIN)/python corpus_documents.py

# Measure Math-Verify beside us, in an environment of its own, since it brings another SymPy.
math-verify: .venv/.installed
	$(PYTHON) -m venv .venv/math-verify
	.venv/math-verify/bin/python -m pip install --quiet --disable-pip-version-check math-verify
	MATH_VERIFY=.venv/math-verify/bin/python $(BIN)/python -m benchmarks comparing

# Fuzz the reader and elaboration for a while, led by coverage: `make fuzz SECONDS=600`.
SECONDS ?= 60
fuzz: .venv/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	@mkdir -p .venv/fuzz
	$(BIN)/python tests/fuzz.py -max_total_time=$(SECONDS) -timeout=10 -max_len=400 .venv/fuzz tests/corpus/documents

# Write anew what the pages of the guide show: outputs of commands, and the rules of the calculus.
pages: .venv/.installed-dev
	cd tests && ../$(BIN)/python guide.py

# The pictures of the guide: the page of `derive demo` (needs Chromium), and the floors.
pictures: .venv/.installed-dev
	$(BIN)/python tests/pictures.py

# Write anew what reports/ holds: findings, printed sheets and grading reports of problems/.
reports: .venv/.installed-dev
	cd tests && ../$(BIN)/python kept_reports.py

# What axe-core finds in the pages of reports/; needs Chromium and npm.
accessibility: .venv/.installed-dev
	npm install --silent --no-audit --no-fund --prefix .venv/axe axe-core
	$(BIN)/python tests/browser.py accessibility .venv/axe/node_modules/axe-core/axe.min.js $(PAGES)

# The MathML of the corpus beside that of math-core.
mathml: .venv/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check math-core
	cd tests && ../$(BIN)/python mathml_oracle.py

# The pages of reports/ at three widths, in the dark and in print, below screenshots/; needs Chromium.
screenshots: .venv/.installed-dev
	$(BIN)/python tests/browser.py screenshots screenshots $(PAGES)

PAGES ?= $(wildcard reports/*.html reports/*/*.html reports/*/grading/*.html reports/*/grading/*/*.html)

# Cut the font for mathematics on pages anew, from the copy in a package that has it whole.
font: .venv/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check fonttools brotli ziamath
	$(BIN)/python tests/subset_font.py $$($(BIN)/python -c "import ziamath; print(ziamath.__path__[0])")/fonts/STIXTwoMath-Regular.ttf

# Mutants, random pairs and restyled claims, all evidence audited.
soundness: .venv/.installed-dev
	$(BIN)/python tests/soundness.py

# The corpus put to Maxima and Giac (apt-get install maxima xcas), disagreements explained.
differential: .venv/.installed-dev
	cd tests && ../$(BIN)/python differential.py

# How often the place, the name and the repair of a slip of the pen are right.
slips: .venv/.installed-dev
	cd tests && ../$(BIN)/python slips_found.py

# Lost digits of kernels: all rows of the table, their slopes, what is made of them; `make hunt EVERY=8` is shorter.
EVERY ?= 1
hunt: .venv/.installed-dev
	cd tests && ../$(BIN)/python kernel_hunt.py $(EVERY)

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@$(BIN)/python -m compileall -q derive
	@touch $@

.venv/.installed-dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@$(BIN)/python -m compileall -q derive
	@touch $@ .venv/.installed

# The guide as pages in site/, without warnings.
guide: .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[guide]"
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

# Wheel and sdist in dist/; the wheel is installed into an empty environment and tried there, and the tests run
# against it from a folder without the program: some of them, or all with `make dist WHEEL_TESTS=tests`.
WHEEL_TESTS ?= $(wildcard tests/test_cli_*.py) tests/test_platforms.py tests/test_docs.py tests/test_docs_extending.py
dist: .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check build
	rm -rf dist
	$(BIN)/python -m build --quiet
	$(PYTHON) -m venv --clear dist/environment
	dist/environment/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
	cd dist && environment/bin/derive demo --out demonstration && environment/bin/derive doctor
	dist/environment/bin/python -m pip install --quiet --disable-pip-version-check pytest-xdist hypothesis scipy
	mkdir dist/tree
	cp -r tests problems docs benchmarks reports README.md CHANGELOG.md Makefile pyproject.toml dist/tree
	cd dist/tree && ../environment/bin/pytest -q -n $(WORKERS) --dist worksteal \
		--ignore tests/test_architecture.py $(WHEEL_TESTS)

clean:
	rm -rf .venv demo dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
