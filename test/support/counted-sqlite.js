/** SQLite's driver, with each statement counted by `countOne`; as Node module hooks it replaces the driver itself. */
import * as sqlite from '@photostructure/sqlite';

export class DatabaseSync extends sqlite.DatabaseSync {
  exec(sql) {
    globalThis.countOne();
    super.exec(sql);
  }

  prepare(sql) {
    const statement = super.prepare(sql);
    const counted =
      (name) =>
      (...values) => {
        globalThis.countOne();
        return statement[name](...values);
      };
    return { all: counted('all'), get: counted('get'), run: counted('run') };
  }
}

export async function resolve(specifier, context, next) {
  if (specifier !== '@photostructure/sqlite' || context.parentURL === import.meta.url) return next(specifier, context);
  return { url: import.meta.url, shortCircuit: true };
}
