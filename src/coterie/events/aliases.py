"""Names of events: what platforms call a thing, onto the name of the Segment specs.

Applied when events are read, so that a name learnt later holds for the past too; the record keeps names as
they came. Names are compared as written. Sources: Klaviyo's metrics of its Shopify and WooCommerce
integrations, Shopify's and WooCommerce's webhook topics, SALESmanago's types of external events (each from
the platform's developer pages); the names on the right are those of Segment's e-commerce v2, e-mail and
mobile specs.
"""

from __future__ import annotations

KLAVIYO = {
    "Placed Order": "Order Completed",
    "Fulfilled Order": "Order Fulfilled",
    "Cancelled Order": "Order Cancelled",
    "Canceled Order": "Order Cancelled",
    "Refunded Order": "Order Refunded",
    "Ordered Product": "Product Ordered",
    "Viewed Product": "Product Viewed",
    "Added to Cart": "Product Added",
    "Removed from Cart": "Product Removed",
    "Started Checkout": "Checkout Started",
    "Checkout Started (Shopify)": "Checkout Started",
    "Viewed Collection": "Product List Viewed",
    "Submitted Search": "Products Searched",
    "Viewed Page": "Page Viewed",
    "Active on Site": "Page Viewed",
    "Received Email": "Email Delivered",
    "Opened Email": "Email Opened",
    "Clicked Email": "Email Link Clicked",
    "Bounced Email": "Email Bounced",
    "Marked Email as Spam": "Email Marked as Spam",
    "Unsubscribed from Email Marketing": "Unsubscribed",
    "Received SMS": "SMS Delivered",
    "Clicked SMS": "SMS Link Clicked",
    "Failed to Deliver SMS": "SMS Bounced",
    "Received Push": "Push Delivered",
    "Opened Push": "Push Opened",
    "Subscribed to List": "List Joined",
    "Unsubscribed from List": "List Left",
    "Coupon Assigned": "Coupon Issued",
    "Coupon Used": "Coupon Redeemed",
}
SHOPIFY = {
    "orders/create": "Order Completed",
    "orders/cancelled": "Order Cancelled",
    "orders/fulfilled": "Order Fulfilled",
    "refunds/create": "Order Refunded",
    "checkouts/create": "Checkout Started",
    "product_viewed": "Product Viewed",
    "product_added_to_cart": "Product Added",
    "product_removed_from_cart": "Product Removed",
    "collection_viewed": "Product List Viewed",
    "search_submitted": "Products Searched",
    "cart_viewed": "Cart Viewed",
    "page_viewed": "Page Viewed",
    "checkout_started": "Checkout Started",
    "checkout_completed": "Order Completed",
}
WOOCOMMERCE = {
    "order.created": "Order Completed",
    "order.deleted": "Order Cancelled",
    "woocommerce_new_order": "Order Completed",
    "woocommerce_order_status_cancelled": "Order Cancelled",
    "woocommerce_order_refunded": "Order Refunded",
    "woocommerce_add_to_cart": "Product Added",
    "woocommerce_remove_cart_item": "Product Removed",
}
SALESMANAGO = {
    "PURCHASE": "Order Completed",
    "TRANSACTION": "Order Completed",
    "CANCELLATION": "Order Cancelled",
    "CANCELLED": "Order Cancelled",
    "RETURN": "Order Refunded",
    "CART": "Product Added",
    "VISIT": "Page Viewed",
    "DOWNLOAD": "File Downloaded",
}
ALIASES = {**KLAVIYO, **SHOPIFY, **WOOCOMMERCE, **SALESMANAGO}


def canonical(name: str) -> str:
    """The name that an event goes by.

    >>> canonical("Placed Order"), canonical("Order Completed"), canonical("Broke A Leg")
    ('Order Completed', 'Order Completed', 'Broke A Leg')
    """
    return ALIASES.get(name, name)
