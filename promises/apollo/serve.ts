/** Apollo's standalone server, started as in its documentation, in production mode: the comparison for our promises. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { resolvers, typeDefs } from './schema.ts';

const { url } = await startStandaloneServer(new ApolloServer({ typeDefs, resolvers }), {
  listen: { host: '127.0.0.1', port: 0 },
});
console.log(`GraphQL    ${new URL('/graphql', url).href}`);
