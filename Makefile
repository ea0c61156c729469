# Everything that can be done here. `make` alone lists it.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
.DEFAULT_GOAL := help
INSTALLED := node_modules/.package-lock.json

.PHONY: help install run test test-apiserver test-node test-node-versions test-functions bench bench-fleet golden expected generate verify lint format build stats subjects ci clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(INSTALLED) ## Install the tools and libraries from npm

$(INSTALLED): package.json package-lock.json
	@# Not `npm ci`: it wants an entry for the binaries of every platform, and a registry mirror may not have them all.
	npm install --no-save --ignore-scripts
	@touch $@

build: install ## Bundle the server and the tools into dist/
	npm run --silent build

run: build ## Start the hooks and a simulated cluster, apply the examples (FILE=a.yaml,b.yaml for others, ONCE=1 to end when ready)
	node scripts/demo.ts

test: build ## Run every test that needs no cluster
	npm run --silent test

test-apiserver: build ## Run the tests against KUBECONFIG or KUBEBUILDER_ASSETS (skips without them)
	npm run --silent test:apiserver

test-node: build ## Run real pods on the node tools in NODE_TOOLS (skips without them, or when not root)
	npm run --silent test:node

test-functions: ## Run every function under the libraries of its platforms; REWRITE=1 writes the tables of docs/serverless.md
	npm run --silent test:functions -- $(if $(REWRITE),--rewrite)

test-node-versions: build ## Run the command line and the artefacts under the other versions of Node that are promised
	npm run --silent test:node-versions

bench: build ## Measure the hooks and the server (WRITE=1 puts the tables into docs/performance.md)
	npm run --silent bench -- $(if $(WRITE),--write)

# Servers of the fleet. SHARDS is the number of Metacontrollers that share them, one where it is not set.
N := 100

bench-fleet: build ## Measure a fleet of N=100 servers, on a real API server with KUBEBUILDER_ASSETS (MEMORY=1 without, SHARDS=2 shares it, WRITE=1 keeps the result)
	npm run --silent bench:fleet -- --servers=$(N) $(if $(SHARDS),--shards=$(SHARDS)) $(if $(MEMORY),--memory) $(if $(WRITE),--write)

golden: install ## Rewrite the expected files of test/examples (EXAMPLE=a for one, "a b" for two) from what the code answers now; read the diff
	npm run --silent golden -- $(EXAMPLE)

expected: install ## Print what the expected files of EXAMPLE say, each object in full
	@npm run --silent expected -- $(EXAMPLE)

generate: install ## Write everything that is generated from schemas/ and the findings registry
	npm run --silent generate

verify: install ## Fail when a generated file is not what its source says
	npm run --silent verify

lint: install ## Types, lint, direction of imports, format, unused code
	npm run --silent check

format: install ## Format the code
	npm run --silent format

stats: install ## Print sizes of files and functions against the guide in CONTRIBUTING.md
	npm run --silent stats

# The commits that `make subjects` looks at are those after this one.
BASE := origin/main

subjects: ## Fail when the subject of a commit after BASE (origin/main) has more than 72 characters
	@set -e; subjects="$$(git log --no-merges --format=%s '$(BASE)..HEAD')"; \
	if printf '%s\n' "$$subjects" | LC_ALL=C.UTF-8 grep -E '.{73}'; then \
		echo 'At most 72 characters: say the reason in the body.' >&2; exit 1; fi

ci: build ## What CI runs, much of it side by side; ends with the summary of the largest suite
	npm run --silent ci

clean: ## Remove what was built and installed
	rm -rf dist node_modules
