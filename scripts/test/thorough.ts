/**
 * Tests that take long for what they are, or need more of the machine than Node: `npm run check` leaves them out. Files,
 * and folders with all that is in them.
 */
export const THOROUGH: readonly string[] = [
	'functions/entry/contract/',
	'functions/entry/sweeper.test.ts',
	'functions/rooms/promises/',
	'functions/store/differential.test.ts',
	'functions/store/upstash/',
	'scripts/bundle/page.test.ts',
	'scripts/redis/',
	'scripts/start/store-part.test.ts',
	'sim/simulate.test.ts',
	'sim/interleavings/',
	'sim/checker/controls.test.ts',
	'worker/job/call.test.ts',
	'worker/job/serve.test.ts',
	'worker/job/failure/model-failure.test.ts',
	'worker/pool/connection/agents-server.test.ts',
	'worker/pool/health/agents-server.test.ts',
	'worker/pool/health/real-processes.test.ts',
	'worker/pool/drain/real-processes.test.ts',
	'worker/job/failure/real-process.test.ts',
	'worker/voice/inference/',
	'worker/voice/offline/',
	'worker/voice/openai/',
	'worker/voice/realtime/',
	'e2e/deploy/aws/',
	'e2e/hearing/',
];

/** A project of its own in vitest.config.ts: stages are synthesised for these. */
const INFRA = 'infra/';

/** @param file relative to the repository */
export const isThorough = (file: string): boolean => [...THOROUGH, INFRA].some((place) => file.startsWith(place));

/** For vitest. */
export const thoroughFiles = THOROUGH.map((place) => (place.endsWith('/') ? `${place}**/*.test.ts` : place));
