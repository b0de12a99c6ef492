import { expect, it } from 'vitest';
import { showsSecret } from './origin-secret.ts';

const SECRET = 'a secret that CloudFront and the API have';

it('is shown by the secret itself', () => {
	expect(showsSecret(SECRET, SECRET)).toBe(true);
});

it.each([undefined, '', SECRET.slice(1), `${SECRET} `, SECRET.toUpperCase()])('is not shown by %j', (shown) => {
	expect(showsSecret(shown, SECRET)).toBe(false);
});
