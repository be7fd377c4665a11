# The service as one small image: built with everything, run with what it needs and no more.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    RISKGRAPH_HOST=0.0.0.0 \
    RISKGRAPH_STORE=file:/data/riskgraph.db
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/bin ./bin
COPY --from=build /app/dist ./dist
COPY --from=build /app/schema ./schema
COPY --from=build /app/ingest/glossary ./ingest/glossary
# All else is bundled: the database driver finds its binaries beside itself.
COPY --from=build /app/node_modules/@photostructure ./node_modules/@photostructure
COPY --from=build /app/node_modules/node-gyp-build ./node_modules/node-gyp-build
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4000/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/riskgraph.js"]
CMD ["serve"]
