# The hooks: distroless Node 24, and one layer of ours with two files, of which the second is read for traces only. Node and the libraries that it needs come with the base; there
# is no shell, no package manager and no node_modules. Update tools read and renew the digests.
FROM node:24-trixie-slim@sha256:173f125896c3b47ddf056734c7ea789d04595a6a08769a8f78e0df642781fb66 AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
# As in the Makefile: npm ci would want the binaries of every platform in the lock file.
RUN npm install --no-save --ignore-scripts --no-audit --no-fund
COPY . .
# The permissions are part of the layer: the file is read by any user, as OpenShift chooses one.
RUN node scripts/build.ts && chmod 0444 dist/server.mjs dist/telemetry.mjs

FROM gcr.io/distroless/nodejs24-debian13:nonroot@sha256:af85d11ce7ef10172855a6e3649e3e8125b1b9e3ca41849ec2918036f05cb212
LABEL org.opencontainers.image.title="toolhive-operator" \
      org.opencontainers.image.description="ToolHive operator: admission webhooks and Metacontroller hooks" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /src/dist/server.mjs /src/dist/telemetry.mjs /app/
# 65532 is the base's user "nonroot"; a number, so that kubelet can see that it is not root.
USER 65532:65532
EXPOSE 8443 9090
ENTRYPOINT ["/nodejs/bin/node", "/app/server.mjs"]
