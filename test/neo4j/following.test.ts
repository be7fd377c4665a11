import { serviceFollows } from '../server/following.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { connectToNeo4j } from '../support/connections.ts';

describeWithNeo4j('names', () => {
  serviceFollows('Neo4j', connectToNeo4j);
});
