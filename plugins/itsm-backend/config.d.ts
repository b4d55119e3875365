export interface Config {
  itsm?: {
    /** Practices by id; each is on unless switched off here. Also read by the frontend. */
    practices?: {
      [practice: string]: {
        /** @visibility frontend */
        enabled?: boolean;
      };
    };
    access?: {
      /**
       * Named roles, each with the references of the groups and users that have it.
       * `agent` works on records of any group, `restrictedReader` reads restricted records,
       * `admin` runs imports and is an agent too. Nobody has a role by default.
       */
      roles?: {
        agent?: string[];
        restrictedReader?: string[];
        admin?: string[];
      };
      /** Roles of service principals by their subject, as `backend.auth.externalAccess` names it. */
      services?: { [subject: string]: string[] };
      /** How long answers of the permission framework are kept per caller; 0 switches it off. Default 5. */
      decisionCacheSeconds?: number;
    };
    catalogCopy?: {
      /** When the catalog is read anew. Default: every 60 s. */
      schedule?: object;
      /** Annotations that the copy keeps beside owner, system, type and lifecycle. */
      annotations?: string[];
    };
    imports?: {
      /** Folder with mappings of your own; they win over those that ship. */
      mappings?: string;
    };
    incidents?: {
      /** Three rows by impact (high, medium, low) of three priorities by urgency. */
      priorityMatrix?: number[][];
      /** Group that gets incidents about services without an owner. */
      fallbackOwner?: string;
    };
  };
}
