# One app of an archive on several machines: docker compose -f qa/deploy/compose.yaml build
FROM python:3.12-slim
RUN useradd --system --uid 7860 --home-dir /data archive && install -d -o archive -g archive /data /users
WORKDIR /program
# The CPU build of PyTorch first, see TORCH in the Makefile.
ARG TORCH=torch==2.13.0
RUN pip install --no-cache-dir $TORCH
COPY . .
RUN pip install --no-cache-dir ".[cluster]"
USER archive
CMD ["interview-archive", "serve"]
