export interface Config {
  auth?: {
    providers?: {
      /**
       * Sign-in as one of the listed users without a password. Works with NODE_ENV=development
       * only; the backend does not start when it is configured in production.
       */
      personas?: {
        development: {
          users: Array<{
            /** Reference of a user in the catalog, e.g. `user:default/maria`. */
            ref: string;
            /** What they do, in one line. */
            role: string;
            /** What to try as this person, in one line. */
            try?: string;
          }>;
        };
      };
    };
  };

  demo?: {
    policy?: {
      /**
       * Groups and users who may see all records but work on none. Who works on records and who
       * administers them is said in `itsm.access.roles`.
       */
      readers?: string[];
    };
  };

  docs?: {
    /**
     * The mkdocs.yml whose pages are shown in the portal, relative to the folder the backend
     * runs in. By default the one of this repository.
     */
    mkdocsFile?: string;
  };
}
