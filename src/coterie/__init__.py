"""Coterie: a self-hosted customer-segmentation engine."""
