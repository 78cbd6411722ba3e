# The one door to building, trying and testing the kiosk. `make help` lists what it can do.
# Every target installs what it needs; it works as root or with sudo, on Debian 12 and 13 and current Ubuntu.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
TARGET := $(or $(CARGO_TARGET_DIR),$(CURDIR)/target)
PROGRAMS := $(TARGET)/debug
RELEASE := $(TARGET)/release
INSTALL := tests/install-packages

# What compiling needs, what drawing needs, what a display without a screen needs, what the desk page's test needs.
TO_BUILD := build-essential pkg-config libfontconfig-dev
TO_DRAW := fonts-noto-core fonts-noto-ui-core fonts-noto-cjk fontconfig libxkbcommon0 libxkbcommon-x11-0 libx11-6 libx11-xcb1 libxcursor1 libxi6 libxrandr2
TO_DRIVE := xvfb dbus at-spi2-core imagemagick xdotool
TO_BROWSE := chromium chromium-driver
# What the printer's test needs: a private instance of CUPS.
TO_PRINT := cups-daemon cups-client
# What sets the clock of the programs that are tested.
TO_SET_CLOCKS := libfaketime
# What speaks calls in the waiting room.
TO_SPEAK := espeak-ng
# What makes and checks the package of the queue service.
TO_PACK := dpkg-dev lintian systemd man-db
# What checks the running service from outside; tests/install-tools installs the rest at pinned versions.
TO_CHECK := python3-venv
# What brings content folders to kiosks, and a share that hangs; rclone is among the tools.
TO_SYNC := syncthing rsync fuse3
TOOLS := $(TARGET)/tools
TO_TEST := $(TO_BUILD) $(TO_DRAW) $(TO_DRIVE) $(TO_BROWSE) $(TO_PRINT) $(TO_SET_CLOCKS) $(TO_SPEAK) $(TO_PACK) \
	$(TO_CHECK) $(TO_SYNC)

# The short run plays the same every time; the full one plays something new and prints how to repeat it.
SEED := $(or $(RECEPTION_SEED),1)
FULL := RECEPTION_KILLS=200 RECEPTION_BACKLOG=5000 RECEPTION_HOSTILE_TICKETS=100 RECEPTION_CHECK_INS=10000 \
	RECEPTION_DAMAGES=40 RECEPTION_VISITORS=200 RECEPTION_FUZZ=100 RECEPTION_EDITS=500 RECEPTION_CRASHES=20 \
	RECEPTION_CASES=20000 PROPTEST_CASES=5000

.PHONY: help demo test test-full gallery guide bench deb test-deb lint clean fuzz

help: ## Lists the targets.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: ## Builds everything and shows the kiosk with the sample office: in a window, or as pictures without a display.
	@$(INSTALL) $(TO_BUILD) $(TO_DRAW) $(TO_DRIVE)
	cargo build --locked --workspace --bins
	RECEPTION_PROGRAMS=$(PROGRAMS) $(PROGRAMS)/demo

test: ## Runs every test, the long ones at reduced seeded counts.
	@$(INSTALL) $(TO_TEST)
	@tests/install-tools $(TOOLS)
	cargo fmt --all --check
	cargo build --locked --workspace --all-targets
	RECEPTION_SEED=$(SEED) PROPTEST_RNG_SEED=$(SEED) RECEPTION_PROGRAMS=$(PROGRAMS) RECEPTION_TOOLS=$(TOOLS) \
		cargo test --locked --workspace
	packaging/test-deb $(PROGRAMS)/office-queue

test-full: ## Runs every test at the counts that were promised.
	@$(INSTALL) $(TO_TEST)
	@tests/install-tools $(TOOLS)
	cargo build --locked --workspace --all-targets
	$(FULL) RECEPTION_PROGRAMS=$(PROGRAMS) RECEPTION_TOOLS=$(TOOLS) cargo test --locked --workspace --no-fail-fast
	packaging/test-deb $(PROGRAMS)/office-queue

gallery: ## Draws every screen in every language and orientation into target/gallery.
	@$(INSTALL) $(TO_BUILD) $(TO_DRAW)
	cargo run --locked --package gallery -- $(TARGET)/gallery

guide: ## Draws the pictures of docs/content-folder.md again.
	@$(INSTALL) $(TO_BUILD) $(TO_DRAW) $(TO_BROWSE) imagemagick
	cargo run --locked --package gallery -- guide $(TARGET)/guide
	tests/gallery/guide/pictures $(TARGET)/guide docs/pictures

bench: ## Prints the figures, side by side with what they are compared to; BENCH="folder start" takes only those.
	@$(INSTALL) $(TO_BUILD) $(TO_DRAW) $(TO_DRIVE) $(TO_BROWSE) $(TO_SYNC) $(TO_CHECK)
	@tests/install-tools $(TOOLS)
	cargo build --locked --release --workspace --bins
	RECEPTION_PROGRAMS=$(RELEASE) RECEPTION_TOOLS=$(TOOLS) $(RELEASE)/bench $(BENCH)

deb: ## Builds the Debian package of the queue service into target/debian.
	@$(INSTALL) $(TO_BUILD) $(TO_PACK)
	cargo build --locked --release --package office-queue
	packaging/build-deb $(RELEASE)/office-queue $(TARGET)/debian

test-deb: ## Tests the package with the debug build; as root also installs and purges it.
	@$(INSTALL) $(TO_BUILD) $(TO_PACK)
	cargo build --locked --package office-queue
	packaging/test-deb $(PROGRAMS)/office-queue

fuzz: ## Lets a fuzzer attack what reads the content folder: FUZZ_SECONDS (3600) for each of FUZZ_TARGETS (all).
	@$(INSTALL) $(TO_BUILD)
	fuzz/run $(TARGET)/fuzz

lint: ## Runs clippy on everything and checks the dependencies' licences and advisories.
	@$(INSTALL) $(TO_BUILD)
	cargo clippy --locked --workspace --all-targets -- -D warnings
	@command -v cargo-deny >/dev/null || cargo install --locked cargo-deny
	cargo deny --locked check bans licenses sources

clean: ## Removes what was built.
	cargo clean
