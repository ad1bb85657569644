#!/bin/sh
# Lighthouse's scores of the board, a department's list and the letter desk, on a demo hotel that is made and
# served for it. Lighthouse is fetched from npm into a folder of its own; it is no part of vipops.
# FLAGS="--form-factor=mobile" changes what Lighthouse is told; default: its desktop preset.
set -eu
cd "$(dirname "$0")/.."
. setup/house.sh

VERSION=12.8.2
PAGES="/ /department/housekeeping /letters"

have node || { warn "Node.js is missing (Debian: apt install nodejs npm)."; exit 1; }
chromium=$(command -v chromium || command -v chromium-browser) || {
    warn "Chromium is missing (Debian: apt install chromium)."
    exit 1
}
place=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; rm -rf "$place"' EXIT
npm install --prefix "$place" --ignore-scripts --no-audit --no-fund --silent "lighthouse@$VERSION"

port=${PORT:-8790}
url=http://127.0.0.1:$port
export VIPOPS_DATA="$place/data" VIPOPS_PORT="$port" VIPOPS_HOST=127.0.0.1
"$VENV/bin/vipops" demo >/dev/null
"$VENV/bin/vipops" serve >"$place/server.log" 2>&1 &
server=$!
until "$VENV/bin/python" -c "import urllib.request as r; r.urlopen('$url/readyz')" 2>/dev/null; do
    kill -0 "$server" 2>/dev/null || { cat "$place/server.log" >&2; exit 1; }
    sleep 1
done
cookie=$("$VENV/bin/python" -c "
from vipops.bench.hotel import Hotel, Person
print(Hotel('$url').sign_in(Person('okafor', 'welcome-demo')).cookie)")

for page in $PAGES; do
    CHROME_PATH=$chromium node "$place/node_modules/lighthouse/cli/index.js" "$url$page" --quiet \
        --chrome-flags="--headless=new --no-sandbox" --only-categories=performance,accessibility,best-practices \
        --extra-headers="{\"Cookie\": \"$cookie\"}" ${FLAGS:---preset=desktop} \
        --output=json --output-path="$place/report.json"
    "$VENV/bin/python" - "$page" "$place/report.json" <<'PYTHON'
import json
import sys

report = json.load(open(sys.argv[2], encoding="utf-8"))
scores = {name: round((one["score"] or 0) * 100) for name, one in report["categories"].items()}
worst = [
    audit["id"]
    for audit in report["audits"].values()
    if audit["score"] is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] != "informative"
]
print(json.dumps({"page": sys.argv[1], **scores, "below_90": worst}))
PYTHON
done
