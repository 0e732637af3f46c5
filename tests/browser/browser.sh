#!/usr/bin/env bash
# runs: pages of other origins in a real Chromium (form, fetch, beacon, img, frame, WebSocket, DNS rebinding …) reset no world through the control port; each is told in the log
# limit: 120
cd "$(dirname "$0")" && exec python3 browser.py
