import { jest } from '@jest/globals';
import { connectToSqlite } from '../support/connections.ts';
import { serviceFollows } from './following.ts';

jest.setTimeout(60_000);

serviceFollows('SQLite', connectToSqlite);
