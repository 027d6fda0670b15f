# One door: `make run` starts the program, `make test` tests it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
BIN := .venv/bin
# What asks no database, and walks through pages whose statements other tests make on both: tried once, on SQLite.
NO_DATABASE := $(wildcard tests/*/rules) $(addprefix tests/,vietnamese spreadsheets tools documents/layout core/templatetags cluster test_architecture.py test_command.py)
ANY_DATABASE := $(addprefix tests/,test_routes.py e2e/test_design.py e2e/test_account.py e2e/test_keyboard.py e2e/test_sign_in.py)
STATIC := $(shell find src/nennep/static -name dist -prune -o -type f -print)

.PHONY: run install dev test test-cluster check fmt bench bench-country screens docs

run: install  ## Sets up, loads the demonstration and serves on PORT with a job worker.
	@exec $(BIN)/nennep serve --demo --bind 127.0.0.1:$(PORT)

install: .venv/.installed src/nennep/static/dist/.built  ## Only the environment: gives .venv/bin/nennep.
	@$(BIN)/python -m tools.compile_messages

dev: install .venv/.developing

test: dev  ## Everything: rules, SQLite, PostgreSQL, the browser.
	@$(BIN)/python -m tools.test_needs
	$(BIN)/pytest -n 2
	NENNEP_TEST_DB=postgres $(BIN)/pytest -n 2 $(patsubst %,--ignore=%,$(NO_DATABASE) $(ANY_DATABASE))

test-cluster: dev  ## Two web nodes, two databases, a worker; some of them die (network namespaces, root; a minute or two).
	@$(BIN)/python -m tools.cluster

check: dev  ## Format, lint, types, contracts, migrations, catalogs, OpenAPI, sizes.
	@$(BIN)/python -m tools.check

fmt: dev
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: dev
	$(BIN)/python -m bench

bench-country: dev  ## A country on PostgreSQL, measured; REFORM=DIR reorganizes it too. Says first what it needs.
	$(BIN)/python -m bench.country $(if $(REFORM),--reform $(REFORM))

screens: dev  ## Pictures of the running program for docs/screens.
	$(BIN)/python -m tools.screens

docs: dev  ## What is generated: the description of the HTTP API.
	$(BIN)/python -m tools.check_openapi --write

.venv/.installed: requirements.lock tools/uv.lock tools/link_project.py
	@tools/install.sh $(PYTHON) requirements.lock && touch $@

.venv/.developing: requirements-dev.lock .venv/.installed
	@tools/install.sh $(PYTHON) requirements-dev.lock && touch $@

node_modules/.installed: package.json package-lock.json
	@npm ci --no-audit --no-fund --loglevel=error && touch $@

src/nennep/static/dist/.built: node_modules/.installed build.mjs $(STATIC)
	@node build.mjs && touch $@
