import { jest } from '@jest/globals';
import { namesFollowAStore } from '../search/names-of-a-store.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { connectToNeo4j } from '../support/connections.ts';

jest.setTimeout(300_000);

describeWithNeo4j('names', () => {
  namesFollowAStore('Neo4j', connectToNeo4j);
});
