export interface Config {
  search?: {
    collators?: {
      itsm?: {
        /** When the index is built anew. Default: every 10 minutes. */
        schedule?: object;
        /** Path of an incident's page. Default `/itsm/incidents/:number`. */
        location?: string;
        /** Path of an offering's page. Default `/itsm/services/offerings/:key`. */
        offeringLocation?: string;
      };
    };
  };
}
