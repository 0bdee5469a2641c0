// The import directions of the house: app, cli → resolvers → services, plugins/host → events → entities → shared.
// A rule forbids; what no rule forbids is allowed.

const layers = {
  shared: [],
  entities: ['shared'],
  events: ['entities', 'shared'],
  services: ['events', 'entities', 'shared'],
  schema: ['entities', 'shared'],
  'plugins/host': ['plugins/kit', 'services', 'events', 'entities', 'shared'],
  resolvers: ['schema', 'services', 'plugins/host', 'events', 'entities', 'shared'],
};

/** One rule for each layer: of our own source it sees itself and the layers below. */
const directions = Object.entries(layers).map(([layer, below]) => ({
  name: `${layer.replace('/', '-')}-sees-only-below`,
  comment: `src/${layer} may import ${below.length ? below.map((name) => `src/${name}`).join(', ') : 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: {
    path: '^src/',
    pathNot: [layer, ...below].map((name) => `^src/${name}/`),
    // An InputType says `implements CreateCustomerInput`; the interface leaves no import behind.
    // A service takes a delivery in the kit's words; these too are types alone.
    ...(layer === 'schema' || layer === 'services' ? { dependencyTypesNot: ['type-only'] } : {}),
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...directions,
    {
      name: 'schema-takes-only-interfaces-from-services',
      comment: 'What an InputType implements, as `import type`; nothing from anywhere else above.',
      severity: 'error',
      from: { path: '^src/schema/' },
      to: { path: '^src/', pathNot: '^src/(schema|services|entities|shared)/' },
    },
    {
      name: 'services-take-only-types-from-the-kit',
      comment: 'The records that a plugin delivers, as `import type`; nothing from anywhere else above.',
      severity: 'error',
      from: { path: '^src/services/' },
      to: { path: '^src/', pathNot: '^src/(services|events|entities|shared|plugins/kit)/' },
    },
    {
      name: 'services-know-no-graphql',
      comment: 'A use case is the same whoever asks for it: a mutation, a sync, a job, the command line.',
      severity: 'error',
      from: { path: '^src/services/' },
      to: { path: 'node_modules/(graphql|type-graphql)/' },
    },
    {
      name: 'shared-knows-graphql-only-in-types',
      comment: 'Scalars, Money and pages are types that entities use; the rest of shared is plain.',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: '^src/shared/(scalars|money|paging)\\.ts$' },
      to: { path: 'node_modules/(graphql|type-graphql)/' },
    },
    {
      name: 'areas-meet-through-services',
      comment: 'A resolver of one area never calls a resolver of another; both call services.',
      severity: 'error',
      from: { path: '^src/resolvers/([^/]+)/' },
      to: { path: '^src/resolvers/[^/]+/', pathNot: '^src/resolvers/$1/' },
    },
    {
      name: 'kit-stands-alone',
      comment: 'The kit is packed on its own for plugin authors.',
      severity: 'error',
      from: { path: '^src/plugins/kit/' },
      to: { path: '^src/', pathNot: '^src/plugins/kit/' },
    },
    {
      name: 'plugin-sees-kit-and-itself',
      severity: 'error',
      from: { path: '^src/plugins/([^/]+)/', pathNot: '^src/plugins/(kit|host)/' },
      to: { path: '^src/', pathNot: '^src/plugins/(kit|$1)/' },
    },
    {
      name: 'only-the-host-runs-plugins',
      comment: 'A plugin lives in a process of its own; nobody else imports one.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/plugins/' },
      to: { path: '^src/plugins/', pathNot: '^src/plugins/(host|kit)/' },
    },
    {
      name: 'host-does-not-import-plugins',
      comment: 'The host finds plugins by name and loads them in a child process.',
      severity: 'error',
      from: { path: '^src/plugins/host/' },
      to: { path: '^src/plugins/', pathNot: '^src/plugins/(kit|host)/' },
    },
    {
      name: 'nobody-imports-app-or-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app|cli)/' },
      to: { path: '^src/(app|cli)/' },
    },
    {
      name: 'app-does-not-know-the-command-line',
      severity: 'error',
      from: { path: '^src/app/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'no-circles',
      comment:
        'Entities may refer to each other (typed Rel<T>); circles of types alone leave nothing behind.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/entities/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'source-knows-no-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|examples|scripts)/' },
    },
    {
      name: 'no-unresolvable',
      comment: 'What runs in the browser imports what the server serves beside it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/app/graphiql/browser/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-dependencies',
      comment: 'Production installs without them.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'A package that is there only because another one brought it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
