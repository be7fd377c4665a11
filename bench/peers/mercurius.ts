/** Mercurius on Fastify; graphql-jit compiles each query when it first occurs. */
import fastify from 'fastify';
import mercurius from 'mercurius';
import { resolversOver, typeDefs } from './schema.ts';

const [file] = process.argv.slice(2) as [string];
const app = fastify();
await app.register(mercurius, { schema: typeDefs, resolvers: resolversOver(file), jit: 1 });
console.error(`GraphQL ${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`);
