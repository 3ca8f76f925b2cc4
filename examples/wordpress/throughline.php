<?php
/**
 * Plugin Name: Throughline chat
 * Description: The support chat of your own Throughline relay on every page. Signed-in visitors are known to your agents.
 * Version: 0.1.0
 * License: Apache-2.0
 *
 * In wp-config.php:
 *   define('THROUGHLINE_HOST', 'https://chat.example.com');
 *   define('THROUGHLINE_SITE', 'site_abc123');
 *   define('THROUGHLINE_IDENTITY_SECRET', '…');  // optional: as `throughline site:add` printed it; never reaches a page
 */

if (!defined('ABSPATH')) {
    exit;
}

/** Base64 as in a JWT. */
function throughline_base64(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

/** Says who is signed in, for an hour; null for guests and where no secret is set. */
function throughline_token(): ?string
{
    if (!is_user_logged_in() || !defined('THROUGHLINE_IDENTITY_SECRET')) {
        return null;
    }
    $user = wp_get_current_user();
    $claims = [
        'sub' => (string) $user->ID,
        'aud' => THROUGHLINE_SITE,
        'iat' => time(),
        'exp' => time() + HOUR_IN_SECONDS,
        'jti' => wp_generate_uuid4(),
        'email' => $user->user_email,
        'name' => $user->display_name,
    ];
    $signed = throughline_base64(wp_json_encode(['alg' => 'HS256', 'typ' => 'JWT'])) . '.' . throughline_base64(wp_json_encode($claims));
    return $signed . '.' . throughline_base64(hash_hmac('sha256', $signed, THROUGHLINE_IDENTITY_SECRET, true));
}

add_action('wp_enqueue_scripts', function (): void {
    // The site stands in the address: optimisers that rewrite script tags drop attributes they do not know.
    $address = THROUGHLINE_HOST . '/widget.js?site=' . rawurlencode(THROUGHLINE_SITE);
    wp_enqueue_script('throughline', $address, [], null, ['strategy' => 'async', 'in_footer' => true]);
    $token = throughline_token();
    if ($token !== null) {
        wp_add_inline_script('throughline', 'window.throughlineSettings = ' . wp_json_encode(['token' => $token]) . ';', 'before');
    }
});
