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
      /**
       * How long what somebody was last allowed to read decides which news they get while they are
       * not there; 0 keeps nothing. Default 30.
       */
      knownDecisionDays?: number;
    };
    catalogCopy?: {
      /** When the catalog is read anew. Default: every 60 s. */
      schedule?: object;
      /** Annotations that the copy keeps beside owner, system, type and lifecycle. */
      annotations?: string[];
    };
    /** What happens at its time: clocks, expiries, deliveries. */
    dueWork?: {
      /** How much each backend does at a time; every one holds a database connection. Default 4. */
      concurrency?: number;
      /** How much each backend sends at a time. Default 16. */
      sends?: number;
      /** How many commands may set each other off within a minute each. Default 10. */
      depthLimit?: number;
    };
    search?: {
      /**
       * Text search configuration of PostgreSQL for the words of records, e.g. `english`, `german`
       * or `simple`. Build the search words anew after a change. Default `english`.
       */
      language?: string;
    };
    export?: {
      /** The most rows of one CSV export. Default 100,000. */
      maxRows?: number;
    };
    /** What people are notified of. */
    news?: {
      /** Switch off where the plugin `notifications` is not installed. Default true. */
      enabled?: boolean;
      /** What was learned longer ago is no news any more. Default 3. */
      maxAgeDays?: number;
    };
    deliveries?: {
      /** How long the log of what was sent is kept. Default 30. */
      keepDays?: number;
    };
    webhooks?: {
      /** Whether webhooks may go to addresses that are not public. Default false. */
      allowPrivateAddresses?: boolean;
      /**
       * Exceptions: host names (`*.example.com` for all hosts of a domain), addresses and ranges
       * like `10.20.0.0/16`. Plain http is for them only.
       */
      allow?: string[];
      /** A receiver is switched off when every attempt failed for so long. Default 5. */
      disableAfterDays?: number;
    };
    definitions?: {
      /**
       * Files and folders of YAML or JSON, relative to the folder the backend runs in, and
       * addresses that a configured integration can read. What they define is not edited in the
       * portal.
       */
      locations?: string[];
      /** How often they are read. Default 60, at least 5. */
      everySeconds?: number;
    };
    /** Files that hang on records. */
    attachments?: {
      /** The most of one file: a size like `25 MB`, or a number of bytes. Default 25 MB. */
      maxSize?: string | number;
      /** The most files of a record, up to 500. Default 100. */
      maxPerRecord?: number;
      /** The most of all files of a record. Default 250 MB. */
      maxTotalPerRecord?: string | number;
      /**
       * Media types, as their content says (`image/png`, `image/*`), and extensions (`.pdf`). If
       * there are any, nothing else is taken.
       */
      allow?: string[];
      /** Media types and extensions that are not taken. */
      deny?: string[];
      /** Whether programs and scripts that an operating system would run are taken. Default false. */
      allowExecutables?: boolean;
    };
    http?: {
      /** How long answers under an Idempotency-Key are kept. Default 24, at least 1. */
      idempotencyHours?: number;
    };
    imports?: {
      /** Folder with mappings of your own; they win over those that ship. */
      mappings?: string;
    };
    cmdb?: {
      /**
       * Which way a failure goes along a type of relation, as its source says it: `to-source`,
       * `to-target`, `both` or `none`. Adds to the defaults: `dependsOn`, `consumesApi` and
       * `ownedBy` to-source, `partOf` and `providesApi` to-target.
       */
      relations?: {
        [relation: string]: 'to-source' | 'to-target' | 'both' | 'none';
      };
      /** Who owns items that no source names an owner of. Default `group:default/unknown`. */
      defaultOwner?: string;
      /** How the health of configuration items is judged. */
      health?: {
        /** Days without a word from any source, where the class says nothing; 0 never. Default 60. */
        staleAfterDays?: number;
        /** How often owners confirm items, where the class says nothing; 0 never. Default 0. */
        confirmEveryDays?: number;
        /** Kinds of entities that are part of a system. Default `component` and `api`. */
        systemKinds?: string[];
        /** How much each dimension counts in the overall score; whole numbers. Default 1 each. */
        weights?: {
          completeness?: number;
          correctness?: number;
          staleness?: number;
          compliance?: number;
        };
        /** Group that gets the tasks of items without an owner group. */
        fallbackOwner?: string;
      };
      /** Where sources are fetched from, by the key of the definition of the kind `ci-source`. */
      pull?: {
        [source: string]: {
          /** Answers JSON. Redirects are not followed. */
          url: string;
          /**
           * Sent along, e.g. Authorization.
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** Default 60. */
          timeoutSeconds?: number;
        };
      };
    };
    serviceLevels?: {
      /** Where objectives are measured, by the name that indicators give as `metricSourceRef`. */
      prometheus?: {
        [name: string]: {
          /** Of a Prometheus, or of what speaks like one, without `/api/v1`. Redirects are not followed. */
          url: string;
          /**
           * Sent along, e.g. Authorization.
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** Default 10. */
          timeoutSeconds?: number;
        };
      };
    };
    changes?: {
      /** Group that gets changes of services without an owner. */
      fallbackOwner?: string;
      /**
       * Days after which a finished change with nothing left to review closes by itself; 0 leaves
       * it in review. Default 3.
       */
      autoCloseDays?: number;
      /**
       * Share of changes that are reviewed though nothing went wrong, 0 to 1. Default 0.1. Which ones
       * follows from their ids.
       */
      reviewSample?: number;
    };
    improvement?: {
      /**
       * The IANA time zone in which days, weeks and months of all numbers begin. Numbers are made
       * anew after a change. Default `UTC`.
       */
      timezone?: string;
      /** What an hour of work costs, where an initiative says nothing else. */
      hourlyRate?: number;
      /** The currency of what is saved, three letters of ISO 4217. Default `EUR`. */
      currency?: string;
      /** Hours of work that estimates of proposals assume. */
      effort?: {
        /** To solve an incident. Default 2. */
        incident?: number;
        /** To explain and escalate a promise that was missed. Default 1. */
        breach?: number;
        /** To ask about a decision that is waited for, and to plan anew. Default 0.5. */
        approval?: number;
        /** To look at an incident that has been open for long, each month. Default 0.5. */
        aged?: number;
        /** To find out, in an incident, what the CMDB does not say. Default 0.25. */
        gap?: number;
      };
      /** The group that answers suggestions about nothing that a group owns. */
      suggestionsOwner?: string;
      /** Keys of the KPIs on the page of leadership, six at most. */
      leadership?: string[];
      digest?: {
        /** Groups and users who get the monthly digest beside those who asked for it. */
        to?: string[];
      };
    };
    portfolio?: {
      /** ISO 4217, for costs of services. Default: that of improvement, else `EUR`. */
      currency?: string;
      /**
       * Which entities of the catalog count as services by themselves, beside those with an offering or a
       * record in the portfolio. Default: systems, and components but libraries.
       */
      services?: {
        /** `system`, `component`, `api` or `resource`. */
        kind: string;
        /** Their `spec.type`; all types if it is left out. */
        types?: string[];
        exceptTypes?: string[];
      }[];
      /** How it is looked for what could become a risk. */
      risks?: {
        /**
         * Attributes of configuration items that are days on which something ends. Default: `end-of-life`,
         * `end-of-support`, `support-until`, `warranty-until`, `valid-until`.
         */
        endAttributes?: string[];
        /** The attribute that says how an item is backed up; `none` is not at all. Default `backup`. */
        backupAttribute?: string;
        /** Days beforehand from which on an end is told. Default 180. */
        endsWithinDays?: number;
        /** Services that one thing must take down to be found. Default 3. */
        leastServices?: number;
      };
      /**
       * The group that looks after demand, e.g. product management: it works on every need, as a
       * collaborator, and gets those about nothing that a group owns.
       */
      demandOwner?: string;
      /** How people vote on what is needed. */
      votes?: {
        /** Points that each person has for all needs that are not decided. Default 10. */
        budget?: number;
        /** Points that one person may give to one need. Default 5. */
        most?: number;
        /** What those are called whom no group weighs more. Default `Everybody else`. */
        label?: string;
        /** Whose points count more than one each; of several the highest counts. */
        weights?: {
          group: string;
          /** As it is shown, e.g. `Customers`. */
          label: string;
          /** A whole number from 1 to 100. */
          weight: number;
        }[];
      };
    };
    incidents?: {
      /** Three rows by impact (high, medium, low) of three priorities by urgency. */
      priorityMatrix?: number[][];
      /** Group that gets incidents about services without an owner. */
      fallbackOwner?: string;
      /** Days after which a resolved incident closes by itself; 0 leaves it open. Default 7. */
      autoCloseDays?: number;
      /** Groups and users who hear of every major incident. */
      majorNotify?: string[];
      /**
       * Groups that are the front line, e.g. the service desk: what no other group has to have counts
       * as pushed to the front. Without any it is the group that had an incident first.
       */
      frontLine?: string[];
    };
  };
}
