/** Apollo Server, started as in its documentation. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { resolversOver, typeDefs } from './schema.ts';

const [file] = process.argv.slice(2) as [string];
const server = new ApolloServer({ typeDefs, resolvers: resolversOver(file) });
const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
console.error(`GraphQL ${url}`);
