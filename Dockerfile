# docker build -t iac-scan . && docker run --rm --network none -v "$PWD:/src:ro" iac-scan
#
# The digest is that of the index for all platforms, as docker-library published it:
# https://github.com/docker-library/repo-info/blob/2986dca3a80cb11b70fc4599941096374ea9e509/repos/python/remote/3.13-slim.md
FROM python:3.13.14-slim@sha256:9662417aace5ae7b8e2609cce472b72a8958e134ba372808abe9cc1a0c0125e6 AS build
WORKDIR /build
COPY pyproject.toml README.md LICENSE ./
COPY scanner scanner
COPY checks checks
RUN python -m venv /opt/iac-scan && /opt/iac-scan/bin/pip install --no-cache-dir '.[sam]'

FROM python:3.13.14-slim@sha256:9662417aace5ae7b8e2609cce472b72a8958e134ba372808abe9cc1a0c0125e6
COPY --from=build /opt/iac-scan /opt/iac-scan
WORKDIR /src
USER 65532:65532
# -I: a file of the scanned repository that is named like a module is never imported.
ENTRYPOINT ["/opt/iac-scan/bin/python", "-I", "-m", "iac_scan"]
CMD ["."]
