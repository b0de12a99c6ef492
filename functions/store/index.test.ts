import { describe, expect, it } from 'vitest';
import { EnvironmentError } from '../protocol/environment.ts';
import { openStore } from './index.ts';
import { MemoryStore } from './memory.ts';
import { UpstashStore } from './upstash/store.ts';

const url = { UPSTASH_REDIS_REST_URL: 'https://x.upstash.io' };
const token = { UPSTASH_REDIS_REST_TOKEN: 'a secret of mine' };

describe('the store of an entry', () => {
	it('is memory when nothing is said of another', () => {
		expect(openStore({}, 'dev')).toBeInstanceOf(MemoryStore);
		expect(openStore({ UPSTASH_REDIS_REST_URL: '', UPSTASH_REDIS_REST_TOKEN: '' }, 'dev')).toBeInstanceOf(MemoryStore);
	});

	it('is Upstash when that is named', () => {
		expect(openStore({ ...url, ...token }, 'dev')).toBeInstanceOf(UpstashStore);
	});

	it.each([
		[url, 'UPSTASH_REDIS_REST_TOKEN is not set'],
		[token, 'UPSTASH_REDIS_REST_URL is not set'],
		[{ ...token, UPSTASH_REDIS_REST_URL: 'redis://x' }, 'UPSTASH_REDIS_REST_URL must be'],
	])('is not guessed from half of what it needs', (env, problem) => {
		expect(() => openStore(env, 'dev')).toThrow(EnvironmentError);
		expect(() => openStore(env, 'dev')).toThrow(problem);
		expect(() => openStore(env, 'dev')).not.toThrow(token.UPSTASH_REDIS_REST_TOKEN);
	});
});
