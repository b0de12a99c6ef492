/**
 * Import boundaries of docs/decisions/0002: functions, worker and web share functions/protocol and nothing else.
 * Reachability is checked too, so that a file in between cannot smuggle a breach.
 */
const tests = '(\\.test\\.tsx?|/testing\\.ts)$';
/** A folder, or a file. */
const place = (allowed) => (allowed.endsWith('.ts') ? `${allowed.replaceAll('.', '\\.')}$` : `${allowed}/`);
const only = (from, allowed, but = []) => ({
	name: `${from.replaceAll('/', '-')}-boundary`,
	comment: `${from} may import only: ${allowed.join(', ')}`,
	severity: 'error',
	from: { path: `^${from}/`, pathNot: [...but, tests] },
	to: { path: '^(functions|worker|web|scripts|e2e|sim|infra)/', pathNot: `^(${allowed.map(place).join('|')})` },
});
const unreachable = (from, to, but = []) => ({
	name: `${from.replaceAll('/', '-')}-reaches-${to.replaceAll('/', '-')}`,
	severity: 'error',
	from: { path: `^${from}/`, pathNot: [...but, tests] },
	to: { path: `^${to}/`, reachable: true },
});

/** The one part of the page that is no page for callers: the simulator, in a browser. */
const simulator = '^web/simulator/';

module.exports = {
	forbidden: [
		only('functions/protocol', ['functions/protocol']),
		only('functions', ['functions']),
		only('worker', ['worker', 'functions/protocol']),
		only('web', ['web', 'functions/protocol'], [simulator]),
		only('web/simulator', ['web', 'sim', 'functions']),
		{
			name: 'the-simulator-runs-in-browsers',
			comment: 'but for its command line and what that keeps on disk',
			severity: 'error',
			from: { path: '^sim/', pathNot: ['^sim/(main|kept)\\.ts$', tests] },
			to: { path: '(^node:|^sim/(main|kept)\\.ts$|livekit-server-sdk|@livekit/)' },
		},
		only('sim', ['sim', 'functions', 'worker', 'infra/headroom.ts', 'infra/scaling.ts']),
		only('infra', ['infra', 'functions/protocol']),
		{
			name: 'scaling-is-numbers',
			comment: 'the simulation of the fleet runs them, in a browser too',
			severity: 'error',
			from: { path: '^infra/(headroom|scaling)\\.ts$' },
			to: { path: '(^node:|aws-cdk-lib|constructs|sst/)' },
		},
		{
			name: 'constructs-are-plain-cdk',
			comment: 'SST gives stages and a command line, and could be left',
			severity: 'error',
			from: { pathNot: ['^sst\\.config\\.ts$', '^infra/(stacks|testing)\\.ts$'] },
			to: { path: '^node_modules/sst/' },
		},
		{
			name: 'the-judge-knows-nothing-of-the-core',
			comment: 'who judges what the core does must not believe what it thinks',
			severity: 'error',
			from: { path: '^sim/checker/', pathNot: tests },
			to: { path: '^functions/', pathNot: '^functions/protocol/', dependencyTypesNot: ['type-only'] },
		},
		unreachable('functions', 'worker'),
		unreachable('functions', 'web'),
		unreachable('functions', 'infra'),
		unreachable('worker', 'infra'),
		unreachable('web', 'worker', [simulator]),
		unreachable('web', 'sim', [simulator]),
		unreachable('web', 'web/simulator', [simulator]),
		{
			name: 'no-cycle',
			severity: 'error',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
		},
		{
			name: 'protocol-does-no-io',
			severity: 'error',
			from: { path: '^functions/protocol/', pathNot: tests },
			to: { path: '(livekit|hono|^node:|upstash|jose)', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'one-importer-of-the-server-sdk',
			severity: 'error',
			from: { path: '^functions/', pathNot: ['^functions/livekit/', tests] },
			to: { path: 'livekit-server-sdk' },
		},
		{
			name: 'one-importer-of-upstash',
			comment: 'its errors hold the whole command, with what somebody said in it',
			severity: 'error',
			from: { pathNot: '^functions/store/upstash/' },
			to: { path: '@upstash/redis' },
		},
		{
			name: 'the-core-is-pure',
			comment: 'facts, folds, decide and phase take now and return data',
			severity: 'error',
			from: { path: '^functions/rooms/', pathNot: tests },
			to: { path: '(livekit-server-sdk|hono|upstash|^node:)' },
		},
		{
			name: 'worker-image-has-only-dependencies',
			severity: 'error',
			from: { path: '^worker/', pathNot: tests },
			to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
		},
	],
	options: {
		tsConfig: { fileName: 'tsconfig.json' },
		tsPreCompilationDeps: true,
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^((web|worker|functions)/)?dist/' },
		enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
	},
};
