import { jest } from '@jest/globals';
import { serviceFollows } from '../server/following.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { connectToNeo4j } from '../support/connections.ts';

jest.setTimeout(300_000);

describeWithNeo4j('names', () => {
  serviceFollows('Neo4j', connectToNeo4j);
});
