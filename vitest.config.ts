import { availableParallelism } from 'node:os';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

/** A process for each of 120 files takes as long as all of their tests. */
const quick = { pool: 'threads', isolate: false } as const;

export default defineConfig({
	test: {
		// By default one core is left over: on two cores the tests then run one after the other.
		maxWorkers: Math.max(2, availableParallelism() - 1),
		projects: [
			{
				test: {
					...quick,
					name: 'node',
					environment: 'node',
					include: [
						'functions/**/*.test.ts',
						'worker/**/*.test.ts',
						'scripts/**/*.test.ts',
						'e2e/hearing/**/*.test.ts',
					],
				},
			},
			{
				plugins: [solid({ hot: false })],
				test: { ...quick, name: 'web', environment: 'happy-dom', include: ['web/**/*.test.{ts,tsx}'] },
			},
			{
				test: {
					name: 'e2e',
					environment: 'node',
					include: ['e2e/*.test.ts'],
					// One stack at a time: two cores carry one browser, one server and one worker.
					fileParallelism: false,
					globalSetup: ['e2e/shared-greenroom.ts'],
					pool: 'forks',
					testTimeout: 60_000,
					hookTimeout: 180_000,
				},
			},
		],
	},
});
