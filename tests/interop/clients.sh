#!/usr/bin/env bash
# runs: the whole clients that README shows in Java, .NET, PHP and Python, as they stand there (blocks between <!-- readme:clients --> and <!-- readme:end -->)
# limit: 180
. "$(dirname "$0")/../lib.sh"
. tests/interop/handbook.sh

export HOME=$WORK XDG_CONFIG_HOME=$WORK/config # where Mono keeps whom it trusts
handbook clients
say "README の $count 行を実行した"
