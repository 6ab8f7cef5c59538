# Every command a person needs.  `make` alone lists them.

PYTHON  ?= python3
EDITION ?= editions/default.toml
PORT    ?= 8000

NAME  := $(basename $(notdir $(EDITION)))
BUILD ?= _build$(if $(filter-out default,$(NAME)),/$(NAME))
WORK  := $(BUILD)/work
BIN   := .venv/bin

SOURCES := conf.py index.md references.bib moved.toml locks/book.txt $(EDITION) \
           $(shell find chapters src editions -type f ! -name '*.pyc')

# The same commit gives the same bytes: dates come from the commit, else from a fixed day.
export SOURCE_DATE_EPOCH ?= $(or $(shell git log -1 --format=%ct 2>/dev/null),1767225600)
export EDITION
export PYTHONWARNINGS ?= ignore::DeprecationWarning
export PIP_DISABLE_PIP_VERSION_CHECK = 1

PIP    := $(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r
SPHINX := $(BIN)/python -m sphinx -n -W --keep-going -j auto

.DELETE_ON_ERROR:
.PHONY: help book html pdf epub bank edition serve live test matrix check lint linkcheck words anchors bench locks clean

help:  ## list the commands
	@awk -F ':.*  ## ' '/^[a-z]+:.*  ## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

book: pdf epub bank  ## build the PDFs, the EPUB, the question bank, and the website that offers them
	@$(MAKE) --no-print-directory html
	@$(BIN)/python tools/made.py $(BUILD)

html: $(WORK)/html.done  ## build the website into _build/site
pdf: $(WORK)/typst.done  ## build the PDFs (screen and print) into _build/pdf
epub: $(WORK)/epub.done  ## build the EPUB into _build/epub
bank: $(WORK)/bank.done  ## write questions for Moodle (XML, GIFT) and cards for Anki into _build/bank
edition: $(WORK)/parcel.done  ## build the parcel for shops and printing house: EPUB, PDFs, cover, ONIX, checksums

# $(call build,BUILDER,FOLDER,FILES,DOCTREES,OPTIONS): build in the work folder; only a whole new output replaces the
# old one.  A build with warnings forgets what it read, so that the next one warns again.  What Sphinx notes for its
# next build (.buildinfo) differs from folder to folder and stays in the work folder.
define build
	@echo "== $2"
	@$(BIN)/python -m bookpress.core.edition $(EDITION)
	@mkdir -p $(WORK)
	@$(SPHINX) $5 -b $1 -d $(WORK)/$4 . $(WORK)/$1 || { rm -rf $(WORK)/$4; exit 1; }
	@rm -rf $(BUILD)/$2.new && mkdir -p $(BUILD)/$2.new && cp -R $(WORK)/$1/$3 $(BUILD)/$2.new/
	@rm -f $(BUILD)/$2.new/.buildinfo
	@rm -rf $(BUILD)/$2 && mv $(BUILD)/$2.new $(BUILD)/$2
	@touch $@
endef

# PDF, EPUB and question bank are always made whole, so one reading (doctrees) serves them all, one after the other.
.NOTPARALLEL:

# The website writes only the pages that change with what it has read, so its reading is its own.  A first one, with no
# page written, starts from that of the others.
#
# It offers what is there of the other formats, and is made again when one of them is new.
$(WORK)/html.done: $(SOURCES) $(wildcard $(BUILD)/pdf/* $(BUILD)/epub/* $(BUILD)/bank/*) | $(BIN)/.book
	@test -e $(WORK)/html -o ! -e $(WORK)/doctrees || { rm -rf $(WORK)/html-doctrees && \
	    cp -R $(WORK)/doctrees $(WORK)/html-doctrees; }
	$(call build,html,site,.,html-doctrees,-D downloads_from=$(abspath $(BUILD)))

$(WORK)/typst.done: $(SOURCES) | $(BIN)/.book
	$(call build,typst,pdf,*.pdf,doctrees)

$(WORK)/epub.done: $(SOURCES) $(WORK)/typst.done | $(BIN)/.book
	$(call build,epub,epub,*.epub,doctrees,-D epub_book_page_source="$$(ls $(abspath $(BUILD))/pdf/*-cetak.pdf $(abspath $(BUILD))/pdf/*-print.pdf 2>/dev/null)")

$(WORK)/bank.done: $(SOURCES) | $(BIN)/.book
	$(call build,bank,bank,*.*,doctrees)

$(WORK)/parcel.done: $(WORK)/epub.done
	@echo "== parcel"
	@$(BIN)/python -m bookpress.parcel $(EDITION) $(BUILD)
	@touch $@

serve: html  ## show the website at http://localhost:8000
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory $(BUILD)/site $(PORT)

live: $(BIN)/.dev  ## rebuild and reload the website whenever a file is saved
	$(BIN)/sphinx-autobuild --port $(PORT) --watch src --watch editions --ignore '*/_build/*' \
	    --ignore '*/.venv/*' -d $(WORK)/live-doctrees . $(WORK)/live

test: $(BIN)/.dev  ## set up what the tests need and run them all; ROOM=typst runs one room
	@$(BIN)/python tools/install_test_tools.py
	$(BIN)/python -m pytest -n auto --dist loadfile tests/$(ROOM)

matrix: $(BIN)/.dev  ## build a sample book with each Sphinx, Python and theme that the toolkit works with
	$(BIN)/python tools/matrix.py

check: $(BIN)/.book  ## tell writers what is wrong with the text, with file and line
	@mkdir -p $(WORK)
	@$(BIN)/python -m tools.language_check chapters index.md >$(WORK)/language.txt & language=$$!; \
	    $(SPHINX) -q -b check -d $(WORK)/check-doctrees . $(WORK)/check; status=$$?; \
	    wait $$language || status=1; cat $(WORK)/language.txt; exit $$status

lint: $(BIN)/.dev  ## check spelling and house style of the text, print its figures, and check the code
	@! git grep -nE '^(<{7}|>{7}) ' || { echo "lint: these lines are left from a merge" >&2; exit 1; }
	@$(BIN)/python -m tools.language_check --figures --bank chapters index.md
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy

linkcheck: $(BIN)/.book  ## follow every link to other sites
	$(BIN)/python -m sphinx -b linkcheck -d $(WORK)/linkcheck-doctrees . $(BUILD)/linkcheck

words: $(BIN)/.dev  ## write the list of the toolkit's messages, and bring its catalogues up to it
	$(BIN)/python tools/message_list.py

anchors: html  ## add new pages and places of the website to the list of published addresses
	$(BIN)/python tools/anchors.py $(BUILD)/site

bench: $(BIN)/.dev  ## measure builds, sizes and pages
	$(BIN)/python -m tools.bench

locks: $(BIN)/.dev  ## choose the newest allowed dependencies and lock them
	$(BIN)/python tools/lock.py

clean:  ## remove everything that was built (the virtual environment stays)
	rm -rf _build

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
	    echo "make: Python 3.11, 3.12 or 3.13 is needed; set PYTHON=python3.12 or install one" >&2; exit 1; }
	@echo "== virtual environment"
	@$(PYTHON) -m venv .venv

$(BIN)/.book: locks/book.txt pyproject.toml | $(BIN)/python
	@echo "== packages of the book (once)"
	@$(PIP) locks/book.txt
	@$(BIN)/python -m pip install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/.dev: locks/dev.txt $(BIN)/.book
	@echo "== packages of the tests (once)"
	@$(PIP) locks/dev.txt
	@touch $@
