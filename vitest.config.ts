import { availableParallelism } from 'node:os';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { thoroughFiles } from './scripts/test/thorough.ts';

/** A process for each of 120 files takes as long as all of their tests. */
const quick = { pool: 'threads', isolate: false } as const;

/** Tests in which nobody listens: who hears, needs the machine for themselves. */
const unheard = [
	'e2e/deploy/deploy.test.ts',
	'e2e/npm-start.test.ts',
	'e2e/with-webhooks.test.ts',
	'e2e/fresh-and-automatic.test.ts',
	'e2e/doctor.test.ts',
	'e2e/files.test.ts',
	'e2e/kills/agents.test.ts',
	'e2e/kills/servers.test.ts',
	'e2e/kills/conversations.test.ts',
	'e2e/kills/page.test.ts',
	'e2e/pool/livekit-away.test.ts',
	'e2e/pool/drain.test.ts',
	'e2e/image/worker-image.test.ts',
	'e2e/pool/admission.test.ts',
	'e2e/soak.test.ts',
];

const otherPages = ['e2e/ops.test.ts', 'e2e/simulator.test.ts'];
const heardOnThePage = 'e2e/page/heard/*.test.ts';

/** A second, which is the default, is little for a machine with two cores. */
const patient = { poll: { timeout: 20_000 } } as const;

/** A clean clone knows no durations, and a file that comes last keeps everybody waiting. */
class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const isLong = ({ moduleId }: TestSpecification) =>
			moduleId.includes('/e2e/page/own/') || unheard.some((file) => moduleId.endsWith(file));
		const sorted = await super.sort(files);
		return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
	}
}

export default defineConfig({
	test: {
		sequence: { sequencer: LongestFirst },
		// By default one core is left over: on two cores the tests then run one after the other.
		maxWorkers: Math.max(2, availableParallelism() - 1),
		projects: [
			{
				test: {
					...quick,
					name: 'node',
					environment: 'node',
					include: ['functions/**/*.test.ts', 'worker/**/*.test.ts', 'scripts/**/*.test.ts', 'sim/**/*.test.ts'],
					exclude: thoroughFiles,
				},
			},
			{
				test: {
					...quick,
					// rtc-node's library now and then aborts when a thread goes that has heard something with it.
					pool: 'forks',
					name: 'thorough',
					environment: 'node',
					include: thoroughFiles,
					testTimeout: 60_000,
				},
			},
			{
				test: {
					...quick,
					// SST and CDK are loaded once, and a stage is synthesised once, for all files.
					pool: 'forks',
					name: 'infra',
					environment: 'node',
					include: ['infra/**/*.test.ts'],
					testTimeout: 120_000,
					hookTimeout: 120_000,
				},
			},
			{
				plugins: [solid({ hot: false })],
				test: { ...quick, name: 'web', environment: 'happy-dom', include: ['web/**/*.test.{ts,tsx}'] },
			},
			{
				test: {
					name: 'e2e',
					expect: patient,
					environment: 'node',
					include: ['e2e/*.test.ts', heardOnThePage],
					exclude: [...unheard, ...otherPages],
					// One call at a time: two cores carry one browser, one server and one worker.
					maxWorkers: 1,
					sequence: { groupOrder: 2 },
					globalSetup: ['e2e/shared-greenroom.ts'],
					pool: 'forks',
					testTimeout: 60_000,
					hookTimeout: 180_000,
				},
			},
			{
				test: {
					name: 'e2e-page',
					expect: patient,
					environment: 'node',
					// What the page shows and does, and what breaks around it.
					include: ['e2e/page/**/*.test.ts', ...otherPages],
					exclude: [heardOnThePage],
					maxWorkers: 2,
					sequence: { groupOrder: 1 },
					globalSetup: ['e2e/shared-greenroom.ts'],
					pool: 'forks',
					testTimeout: 90_000,
					hookTimeout: 180_000,
				},
			},
			{
				test: {
					name: 'e2e-own',
					expect: patient,
					environment: 'node',
					include: unheard,
					// Side by side: they wait most of the time, for LiveKit to notice that somebody has gone, or for silence.
					maxWorkers: 2,
					sequence: { groupOrder: 1 },
					pool: 'forks',
					// rtc-node logs what it does otherwise.
					env: { NODE_ENV: 'production' },
					testTimeout: 90_000,
					hookTimeout: 180_000,
				},
			},
			{
				test: {
					name: 'e2e-livekit',
					expect: patient,
					environment: 'node',
					include: ['e2e/livekit-facts/*.test.ts'],
					// Beside the unheard ones: all of them wait most of the time.
					maxWorkers: 2,
					sequence: { groupOrder: 1 },
					pool: 'forks',
					// rtc-node logs what it does otherwise.
					env: { NODE_ENV: 'production' },
					// Node 20 hides its own client.
					execArgv: 'WebSocket' in globalThis ? [] : ['--experimental-websocket'],
					testTimeout: 60_000,
					hookTimeout: 60_000,
				},
			},
		],
	},
});
