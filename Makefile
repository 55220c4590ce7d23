SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run build test check lint bench bench-irt demo screenshots clean

help: ## print these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## bring PostgreSQL, pgvector, Chromium and fonts; does nothing when all is there
	@scripts/setup.sh

run: setup build ## start the service with demo data on http://localhost:8080
	@bin/suyang serve --demo

build: ## compile bin/suyang
	@go build -o bin/ ./cmd/suyang

test: setup ## run all tests; tells which were skipped and why
	@set -o pipefail; go test -json ./... | go run ./scripts/testlines

check: lint test ## everything a change has to pass

lint: bin/golangci-lint ## formatting, go vet, golangci-lint
	@test -z "$$(gofmt -l $$(git ls-files '*.go') | tee /dev/stderr)"
	@go vet ./...
	@bin/golangci-lint run

bench: bin/benchstat ## run the benchmarks and compare them with the last run; PKG=./irt/... for some of them
	@mkdir -p .cache
	@if [ -f .cache/bench ]; then mv .cache/bench .cache/bench.old; else : > .cache/bench.old; fi
	@set -o pipefail; go test -run '^$$' -bench . -benchmem -count 6 $(or $(PKG),./...) | tee .cache/bench
	@bin/benchstat .cache/bench.old .cache/bench

bench-irt: build ## time the item response commands beside mirt; RUNS=5
	@go run ./scripts/benchirt -runs $(or $(RUNS),5)

demo: setup build ## load the demo county anew
	@bin/suyang demo reset

screenshots: setup ## take docs/img anew
	@go run ./web/storybook/screenshots -out docs/img

clean: ## remove what the build made; data stay
	@rm -rf bin .cache coverage.out

# The workshop's tools have a module of their own, out of the product's.
bin/golangci-lint bin/benchstat: tools/go.mod
	@echo "building $@"
	@go -C tools build -o ../bin/ tool
