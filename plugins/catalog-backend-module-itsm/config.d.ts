export interface Config {
  catalog?: {
    providers?: {
      callboard?: {
        /** When the catalog asks what changed. Default: every 30 seconds. */
        schedule?: object;
        /** How often it reads all of them. Default: every 24 hours. */
        fullEveryHours?: number;
      };
    };
  };
}
