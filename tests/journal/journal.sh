#!/usr/bin/env bash
# runs: the journal with bodies: a refusal understood by one command, wrong paths and handshakes, former generations, kill -9, what is sent again by curl (journal.py)
# limit: 120
# turns
cd "$(dirname "$0")" && exec python3 journal.py
