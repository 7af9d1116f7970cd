#!/bin/sh
# Run `npm install && npm run build` in frontend/ after changing app.scss or a version.
set -eu
cd "$(dirname "$0")"
static=../foi/static
dist=node_modules/govuk-frontend/dist/govuk

npx sass --load-path=node_modules --style=compressed --no-source-map app.scss "$static/css/app.css"
# Source maps are not shipped: a comment naming one would break collectstatic.
# The script is one line long, so the comment is cut out and the line is kept.
sed 's#//\# sourceMappingURL=.*##' "$dist/govuk-frontend.min.js" > "$static/vendor/govuk-frontend-6.6.0.min.js"
cp node_modules/axe-core/axe.min.js ../tests/browser/axe.min.js
cp node_modules/axe-core/LICENSE ../tests/browser/axe.LICENSE.txt
