import { connectToSqlite } from '../support/connections.ts';
import { namesFollowAStore } from './names-of-a-store.ts';

namesFollowAStore('SQLite', connectToSqlite);
