import { jest } from '@jest/globals';
import { storeContract } from '../store/contract.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { connectToNeo4j } from '../support/connections.ts';

jest.setTimeout(60_000);

describeWithNeo4j('Neo4j', () => {
  storeContract('Neo4j', connectToNeo4j);
});
