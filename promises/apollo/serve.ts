/** Apollo's standalone server as its documentation starts it, in production: what our promises are held against. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { resolvers, typeDefs } from './schema.ts';

const { url } = await startStandaloneServer(new ApolloServer({ typeDefs, resolvers }), {
  listen: { host: '127.0.0.1', port: 0 },
});
console.log(`GraphQL    ${new URL('/graphql', url).href}`);
