/**
 * The organisation of the bench: as many users as requests come from in rotation, their teams, and
 * the services that the teams own. The same on every run.
 */
const TEAMS = 20;
const USERS = 200;
const SERVICES = 200;

const three = (n: number) => String(n).padStart(3, '0');
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Entity references of the teams. */
export const teams: readonly string[] = range(TEAMS).map(
  n => `group:default/team-${three(n)}`,
);

/** Entity references of the users. User n is in team n modulo the number of teams. */
export const users: readonly string[] = range(USERS).map(
  n => `user:default/person-${three(n)}`,
);

/** Entity references of the services. Service n belongs to team n modulo the number of teams. */
export const services: readonly string[] = range(SERVICES).map(
  n => `component:default/service-${three(n)}`,
);

/** The team of a user, or of a service, by its place in the list. */
export const teamOf = (n: number): string => teams[n % TEAMS];

/** A service of the same team as the user at that place; another one for every turn. */
export const serviceOf = (user: number, turn = 0): string =>
  services[(user % TEAMS) + TEAMS * (turn % (SERVICES / TEAMS))];

/** How many entities the catalog has once all of them are read. */
export const ENTITIES = TEAMS + USERS + SERVICES;
