import { connectToSqlite } from '../support/connections.ts';
import { serviceFollows } from './following.ts';

serviceFollows('SQLite', connectToSqlite);
