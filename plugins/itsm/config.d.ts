export interface Config {
  itsm?: {
    practices?: {
      [practice: string]: {
        /**
         * Whether the practice is there, with its pages, its routes and its records. Default true.
         * @visibility frontend
         */
        enabled?: boolean;
      };
    };
  };
}
