// The driver brings no types; these are the parts that the bench uses.
declare module 'pg' {
  interface Settings {
    host: string;
    port: number;
    database: string;
    user: string;
    password: string;
    max?: number;
  }

  interface Queryable {
    query(sql: string, bindings?: unknown[]): Promise<unknown>;
  }

  class Client implements Queryable {
    constructor(settings: Settings);
    connect(): Promise<void>;
    query(sql: string, bindings?: unknown[]): Promise<unknown>;
    end(): Promise<void>;
  }

  class Pool {
    constructor(settings: Settings);
    connect(): Promise<Queryable & { release(): void }>;
    end(): Promise<void>;
  }
}
