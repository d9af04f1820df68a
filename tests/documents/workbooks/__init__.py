"""Tests of the workbooks written for people."""
