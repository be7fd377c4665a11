import { readerContract } from '../graph/contract.ts';
import { textContract } from '../search/text-contract.ts';
import { storeContract } from '../store/contract.ts';
import { historyContract } from '../store/history-contract.ts';
import { describeWithNeo4j } from '../support/conditions.ts';
import { connectToNeo4j } from '../support/connections.ts';
import { imageReads, storeReads } from '../support/reads.ts';

describeWithNeo4j('Neo4j', () => {
  storeContract('Neo4j', connectToNeo4j);
  readerContract('the image over Neo4j', connectToNeo4j, imageReads);
  readerContract('Neo4j itself', connectToNeo4j, storeReads);
  textContract('Neo4j', connectToNeo4j);
  historyContract('Neo4j', connectToNeo4j);
});
