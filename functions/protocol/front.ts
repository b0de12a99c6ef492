/**
 * What CloudFront, which stands before the functions of AWS, adds to the requests that it passes on. Nobody else can: a
 * function URL is open to the whole internet, and takes only what shows the secret.
 *
 * @module
 */

/** Set by the distribution's origin. The same value is in the function's `ORIGIN_SECRET`. */
export const ORIGIN_SECRET_HEADER = 'x-origin-secret';

/**
 * The two are set by the viewer function (`functions/entry/aws/viewer-function.js`), whatever the visitor sent under
 * their names. A function URL is never told the visitor's Host, and refuses every other than its own; and the policy that
 * keeps the Host back passes none of CloudFront's own headers on.
 */
export const VIEWER_HOST_HEADER = 'x-viewer-host';
export const VIEWER_ADDRESS_HEADER = 'x-viewer-address';
