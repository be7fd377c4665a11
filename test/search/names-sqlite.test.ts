import { jest } from '@jest/globals';
import { connectToSqlite } from '../support/connections.ts';
import { namesFollowAStore } from './names-of-a-store.ts';

jest.setTimeout(60_000);

namesFollowAStore('SQLite', connectToSqlite);
