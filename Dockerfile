# The program and the shipped collection: `docker build -t evidence-kb .`
FROM python:3.13-slim AS build
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.13-slim
COPY requirements.lock /tmp/
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir --require-hashes -r /tmp/requirements.lock \
    && pip install --no-cache-dir --no-deps --no-index /wheels/*.whl \
    && useradd --system --home-dir /var/lib/kb --create-home kb
USER kb
# The index is a cache; with a read-only file system this folder is a tmpfs or a volume.
ENV KB_INDEX=/var/lib/kb/index PYTHONDONTWRITEBYTECODE=1
RUN kb index --index "$KB_INDEX"
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["kb", "serve", "--host", "0.0.0.0", "--index", "/var/lib/kb/index"]
